"""Calendars, holidays, shared indicators and acts, as they stand in the package's own `rules` folder.

Files are read when they are asked for: a case that uses three indicators parses three files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib.abc import Traversable
from importlib.resources import files
from typing import Generic, TypeVar

from giaouoc.engine.findings import Refusal
from giaouoc.engine.indicators import Indicator
from giaouoc.engine.periods import Calendar, Holiday, Window
from giaouoc.engine.rulebook import Act, Rulebook
from giaouoc.exchange.indicators_file import read_citation, read_shared_indicator
from giaouoc.exchange.toml_reader import Table, TomlFile, is_code
from giaouoc.exchange.toml_text import parse_toml

T = TypeVar("T")

# The days off that Viet Nam decrees; another set would stand in its own file, `holidays-<set>.toml`.
_HOLIDAY_FILES = {"vietnam": "holidays"}
_HOLIDAYS = "holidays"


class _Lazy(Mapping[str, T], Generic[T]):
    """A mapping whose values are read at the first question."""

    def __init__(self, read: Callable[[str], T | None], names: Callable[[], tuple[str, ...]]) -> None:
        self._read = read
        self._names = names
        self._found: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._found:
            value = self._read(name)
            if value is None:
                raise KeyError(name)
            self._found[name] = value
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())


class RuleFiles:
    """One `rules` folder; without an argument the one that comes with the package."""

    def __init__(self, root: Traversable | None = None) -> None:
        self._root = root if root is not None else files("giaouoc").joinpath("rules")

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        """Return the statistical calendars by code."""
        return _Lazy(self._calendar, self._calendar_codes)

    @cached_property
    def holidays(self) -> Mapping[str, tuple[Holiday, ...]]:
        """Return the sets of holidays by code."""
        return _Lazy(self._holidays, self._holiday_sets)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Return the shared indicators by `code@edition`."""
        return _Lazy(self._indicator, self._editions)

    @cached_property
    def acts(self) -> Rulebook:
        """Return every act, or refuse them with everything that is wrong."""
        found: list[Act] = []
        problems: list[Refusal] = []
        for code in self._codes("acts"):
            try:
                found.append(_act(self._text("acts", code) or "", f"rules/acts/{code}.toml"))
            except Refusal as refusal:
                problems.append(refusal)
        if problems:
            raise Refusal(finding for problem in problems for finding in problem.findings)
        return Rulebook(found)

    def indicator_text(self, name: str) -> str | None:
        """Return the file of a shared indicator, asked for as `code@edition`; None where there is none."""
        code, _, edition = name.partition("@")
        if not is_code(code) or not edition.isdecimal():
            return None
        # An edition that was replaced keeps its number in the file's name.
        for stem in (f"{code}@{int(edition)}", code):
            text = self._text("indicators", stem)
            if text is not None and parse_toml(text, f"{stem}.toml").get("edition") == int(edition):
                return text
        return None

    def _indicator(self, name: str) -> Indicator | None:
        text = self.indicator_text(name)
        return None if text is None else read_shared_indicator(text, f"rules/indicators/{name}.toml")

    def _editions(self) -> tuple[str, ...]:
        found = []
        for stem in self._codes("indicators"):
            data = parse_toml(self._text("indicators", stem) or "", f"{stem}.toml")
            found.append(f"{stem.partition('@')[0]}@{data.get('edition')}")
        return tuple(sorted(found))

    def _calendar(self, code: str) -> Calendar | None:
        text = self._text("calendars", code) if code in self._calendar_codes() else None
        if text is None:
            return None
        page = TomlFile(text, f"rules/calendars/{code}.toml")
        top = page.root
        month, day = top.whole("year_month"), top.whole("first_day")
        named_by = top.text("named_by")
        made = top.build(
            lambda: Calendar(top.code("code"), month, day, named_by)  # type: ignore[arg-type]
        )
        page.refuse_if_wrong()
        return made

    def _calendar_codes(self) -> tuple[str, ...]:
        return tuple(c for c in self._codes("calendars") if not c.startswith(_HOLIDAYS))

    def _holidays(self, name: str) -> tuple[Holiday, ...] | None:
        text = self._text("calendars", _HOLIDAY_FILES.get(name, f"{_HOLIDAYS}-{name}"))
        if text is None or name not in self._holiday_sets():
            return None
        page = TomlFile(text, f"rules/calendars/{_HOLIDAYS}.toml")
        found = [_holiday(table) for table in page.root.tables("holidays")]
        page.refuse_if_wrong()
        return tuple(one for one in found if one is not None)

    def _holiday_sets(self) -> tuple[str, ...]:
        by_file = {stem: name for name, stem in _HOLIDAY_FILES.items()}
        stems = [stem for stem in self._codes("calendars") if stem.startswith(_HOLIDAYS)]
        return tuple(sorted(by_file.get(stem, stem.removeprefix(f"{_HOLIDAYS}-")) for stem in stems))

    def _codes(self, folder: str) -> tuple[str, ...]:
        place = self._root.joinpath(folder)
        if not place.is_dir():
            return ()
        names = (one.name for one in place.iterdir())
        return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))

    def _text(self, folder: str, stem: str) -> str | None:
        if stem not in self._codes(folder):
            return None
        return self._root.joinpath(folder, f"{stem}.toml").read_text(encoding="utf-8")


OWN_RULES = RuleFiles()


def _holiday(table: Table) -> Holiday | None:
    code, year = table.code("code"), table.whole("year")
    first_day, last_day = table.day("first_day"), table.day("last_day")
    return table.build(lambda: Holiday(code, year, Window.inclusive(first_day, last_day)))


def _act(text: str, file: str) -> Act:
    page = TomlFile(text, file)
    top = page.root
    code = top.code("code")
    top.text_or_none("kind")  # how people call it; `rule_pages` puts it before the number
    act = Act(
        code=code,
        number=top.text_or_none("number"),
        title=top.text("title"),
        issuer=top.text("issuer"),
        in_force_from=top.day_or_none("in_force_from"),
        in_force_to=top.day_or_none("in_force_to"),
        citation=read_citation(top.table_required("citation"), code),
        says=top.text("says"),
        note=top.text_or_none("note"),
    )
    top.close()
    page.refuse_if_wrong()
    return act
