"""The generated pages of docs/reference: the commands, the findings and the rules, as the code has them."""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from giaouoc.cli.arguments import CaseArgumentParser
from giaouoc.cli.main import WORDS
from giaouoc.exchange.rule_pages import KINDS, RulePage, rule_pages
from giaouoc.exchange.toml_text import parse_toml
from giaouoc.wording import Lang, Voice, catalogue, text
from giaouoc.wording.catalogue import catalogue_names
from tools.tree import ROOT, python_files

GENERATED: Final = "<!-- Written by `python3 run.py docs`; a change here is lost. -->"
# The order in which a reader meets the rooms; catalogues of one screen only come last.
ROOMS: Final = (
    "exchange",
    "case_file",
    "template",
    "entries",
    "periods",
    "units",
    "indicators",
    "pacts",
    "figures",
    "checks",
    "verdicts",
    "rulebook",
    "report",
    "words",
)
_TITLES: Final = "In Vietnamese: the printed title where it was read, else a description; the act says which."
_MAKERS: Final = {"error": "error", "refuse": "error", "warning": "warning", "note": "note"}
_FORMAT: Final = re.compile(r"\{(\w+):[^}]*\}")


def pages() -> Mapping[str, str]:
    """Return every generated page by its path in docs/."""
    return {
        "reference/commands.md": commands_page(),
        "reference/findings.md": findings_page(Lang.EN),
        "reference/findings.vi.md": findings_page(Lang.VI),
        "reference/rules.md": rules_page(),
    }


# Commands


def parsers(lang: Lang) -> dict[str, CaseArgumentParser]:
    """Return the parser of each word; a word whose module is not there yet has none."""
    found: dict[str, CaseArgumentParser] = {}
    for word in WORDS:
        name = f"giaouoc.cli.{'import_' if word == 'import' else word}"
        if importlib.util.find_spec(name) is None:
            continue
        parser = CaseArgumentParser(f"giaouoc {word}", word, Voice(lang))
        importlib.import_module(name).add_arguments(parser)
        found[word] = parser
    return found


def commands_page() -> str:
    """Return the page of the commands with what each argument says in both languages."""
    lines = [
        "# The commands",
        GENERATED,
        "",
        "Vietnamese is the default language; `--lang en` or the variable `GIAOUOC_LANG=en` asks for English.",
        "[Exit status](exit-status.md) says what the command answers to a script.",
        "",
        f"{text('cli.usage', Lang.EN)}  ",
        f"*{text('cli.usage', Lang.VI)}*",
        "",
        "| word | English | Vietnamese |",
        "|---|---|---|",
        *(_line(f"[`{w}`](#giaouoc-{w})", *_shorts(w)) for w in parsers(Lang.EN)),
    ]
    vietnamese = parsers(Lang.VI)
    for word, parser in parsers(Lang.EN).items():
        lines += ["", f"## giaouoc {word}", "", *_command(parser, vietnamese[word])]
    return "\n".join(lines) + "\n"


def _shorts(word: str) -> Iterator[str]:
    for lang in (Lang.EN, Lang.VI):
        yield text(f"cli.{word}.short", lang)


def _command(english: CaseArgumentParser, vietnamese: CaseArgumentParser) -> Iterator[str]:
    yield f"{english.description}  "
    yield f"*{vietnamese.description}*"
    yield ""
    yield "| argument | values | English | Vietnamese |"
    yield "|---|---|---|---|"
    for one, other in zip(english._actions, vietnamese._actions, strict=True):
        said = [_argument(one), _values(one), one.help or "", other.help or ""]
        yield f"| {' | '.join(_cell(s) for s in said)} |"


def _argument(action: argparse.Action) -> str:
    names = ", ".join(f"`{o}`" for o in action.option_strings) or f"`{action.metavar or action.dest.upper()}`"
    optional = action.nargs == "?" or (action.option_strings and not action.required)
    return names if optional else f"{names} (needed)"


def _values(action: argparse.Action) -> str:
    if action.choices is not None:
        return ", ".join(f"`{c}`" for c in action.choices)
    if action.nargs == 0 or not action.option_strings:
        return ""
    return f"`{action.metavar or action.dest.upper()}`"


# Findings


def severities() -> dict[str, set[str]]:
    """Return how much each finding weighs where it is made, by code."""
    found: dict[str, set[str]] = {}
    for path in python_files(ROOT / "src"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            maker = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if maker in _MAKERS:
                for code in _strings(node.args[0]):
                    found.setdefault(code, set()).add(_MAKERS[maker])
    return found


def finding_codes(lang: Lang = Lang.EN) -> dict[str, dict[str, Mapping[str, Any]]]:
    """Return the sentences of every finding by room and slug."""
    names = [*ROOMS, *(n for n in catalogue_names(lang) if n not in ROOMS)]
    rooms = {name: dict(catalogue(name, lang)) for name in names if name in catalogue_names(lang)}
    return {
        room: {slug: table for slug, table in tables.items() if _is_finding(table)}
        for room, tables in rooms.items()
        if any(_is_finding(table) for table in tables.values())
    }


def _is_finding(table: object) -> bool:
    """Tell a finding's sentences from the other texts of a catalogue."""
    return isinstance(table, dict) and {"title", "saw", "way_out"} <= table.keys()


def findings_page(lang: Lang) -> str:
    """Return the page of every refusal and finding: code, weight, what was seen, what may explain it, way out."""
    words = _HEADS[lang]
    weights = severities()
    lines = [f"# {words['title']}", GENERATED, "", *words["about"].split("\n"), ""]
    rooms = finding_codes(lang)
    lines += [f"- [`{room}`](#{room}) ({len(found)})" for room, found in rooms.items()]
    for room, found in rooms.items():
        lines += ["", f"## {room}"]
        for slug, table in sorted(found.items()):
            weight = ", ".join(
                text(f"words.severity.{s}", lang) for s in sorted(weights.get(f"{room}.{slug}", {"error"}))
            )
            lines += ["", f"### {room}.{slug}", "", f"**{_plain(table['title'])}** ({weight})", ""]
            lines += [f"- {words['saw']}: {_plain(table['saw'])}"]
            may_be = [_plain(one) for one in table.get("explanations", [])]
            if may_be:
                lines += [f"- {words['explanations']}: {' '.join(may_be)}"]
            lines += [f"- {words['way_out']}: {_plain(table['way_out'])}"]
    return "\n".join(lines) + "\n"


_HEADS: Final = {
    Lang.EN: {
        "title": "Every finding and refusal",
        "about": (
            "[How to read them](../how-to/errors.md). The same page in Vietnamese: [findings.vi.md](findings.vi.md).\n"
            "An error means that data could not be used, a warning asks a person to look, a note explains.\n"
            "Words in braces are replaced by the values of the case."
        ),
        "saw": "Seen",
        "explanations": "What may innocently explain it",
        "way_out": "Way out",
    },
    Lang.VI: {
        "title": "Mọi thông báo của phần mềm",
        "about": (
            "Cùng trang này bằng tiếng Anh: [findings.md](findings.md).\n"
            "Lỗi: có dữ liệu không dùng được. Cảnh báo: cần người xem lại. Ghi chú: chỉ để giải thích.\n"
            "Chữ trong dấu ngoặc nhọn được thay bằng giá trị của từng hồ sơ."
        ),
        "saw": "Nhận thấy",
        "explanations": "Có thể do",
        "way_out": "Cách xử lý",
    },
}


# Rules


def rules_page() -> str:
    """Return the page of the acts, shared indicators, calendars and holidays with their marks."""
    lines = [
        "# Acts, indicators, calendars and holidays",
        GENERATED,
        "",
        "What the software takes as a rule stands in `src/giaouoc/rules/`, one file each.",
        "`giaouoc rules show CODE` prints one with all it says.",
        "The mark says how well it was checked:",
        "",
        *(f"- `{mark}`: {said}" for mark, said in catalogue("words", Lang.EN)["mark"].items()),
    ]
    shown = {"acts": _acts, "indicators": _indicators, "calendars": _calendars}
    for kind in KINDS:
        lines += ["", *shown[kind]([page for page in rule_pages() if page.kind == kind])]
    return "\n".join([*lines, "", *_holidays()]) + "\n"


def _acts(found: Iterable[RulePage]) -> Iterator[str]:
    yield from ("## Acts", "", _TITLES, "")
    yield "| code | number | title | issuer | in force from | to | place | mark | checked |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for page in found:
        says, cited = page.says, page.says["citation"]
        yield _line(
            f"`{page.code}`",
            says.get("number"),
            page.title,
            says.get("issuer"),
            says.get("in_force_from") or "not read",
            says.get("in_force_to"),
            cited.get("article"),
            cited.get("mark"),
            cited.get("checked_on"),
        )


def _indicators(found: Iterable[RulePage]) -> Iterator[str]:
    yield from ("## Shared indicators", "", "A case names one as `code@edition` in `indicators.toml`.", "")
    yield "| code | English | Vietnamese | kind | better | roll-up | counted in | part of | usual swing |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for page in found:
        says = page.says
        swing = says.get("dispersion")
        yield _line(
            f"`{page.code}@{says['edition']}`",
            page.title_en,
            page.title,
            says["kind"],
            says["better"],
            says["roll_up"],
            says.get("unit_of_measure"),
            says.get("part_of") and f"`{says['part_of']}`",
            swing and f"phi {swing['phi']}, sigma {swing['sigma']}",
        )
    yield from (
        "",
        "| indicator | definition | from | to | act | place | mark |",
        "|---|---|---|---|---|---|---|",
    )
    for page in found:
        for one in page.says.get("definition", []):
            cited = one.get("citation", {})
            yield _line(
                f"`{page.code}`",
                f"`{one['version']}`",
                one.get("first_day"),
                one.get("last_day"),
                cited.get("act") and f"`{cited['act']}`",
                cited.get("article"),
                cited.get("mark"),
            )


def _calendars(found: Iterable[RulePage]) -> Iterator[str]:
    yield from ("## Calendars (kỳ thống kê)", "")
    yield "| code | English | Vietnamese | year begins (day/month) | named by | mark | checked |"
    yield "|---|---|---|---|---|---|---|"
    for page in found:
        says = page.says
        begins = f"{says['first_day']}/{says['year_month']}"
        names = page.title_en, page.title
        yield _line(f"`{page.code}`", *names, begins, says["named_by"], says["mark"], says["checked_on"])


def _holidays() -> Iterator[str]:
    yield from ("## Holidays", "", "| code | year | English | first day | last day | days | mark | source |")
    yield "|---|---|---|---|---|---|---|---|"
    path = ROOT / "src/giaouoc/rules/calendars/holidays.toml"
    for one in parse_toml(path.read_text(encoding="utf-8"), path.name)["holidays"]:
        days = (one["last_day"] - one["first_day"]).days + 1
        yield _line(
            f"`{one['code']}`",
            one["year"],
            one["name_en"],
            one["first_day"],
            one["last_day"],
            days,
            one["mark"],
            one["source"],
        )


def _line(*cells: object) -> str:
    return f"| {' | '.join(_cell('' if c is None else str(c)) for c in cells)} |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def _plain(words: str) -> str:
    """Return a sentence of a catalogue for a page: placeholders without their formats, nothing taken for HTML."""
    return _FORMAT.sub(r"{\1}", words).replace("<", "&lt;")


def _strings(tree: ast.AST) -> set[str]:
    nodes = ast.walk(tree)
    return {
        n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and "." in n.value
    }
