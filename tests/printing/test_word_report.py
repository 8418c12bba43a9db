"""The Word report read back part by part: its page, its blocks, its words, its annexes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from defusedxml import ElementTree
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table

from giaouoc.engine.findings import Ref, RefKind
from giaouoc.engine.indicators import Definition, IndicatorSet
from giaouoc.engine.rulebook import Citation, Mark
from giaouoc.engine.verdicts.standing import judge
from giaouoc.engine.verdicts.verdict import Standing
from giaouoc.printing.word_report import word_report
from giaouoc.wording import Lang, show, text
from tests.printing import paper_worlds
from tests.printing.office import converted, pdf_text
from tests.printing.paper_worlds import HEAD, HOSTILE, UNIT_NAMES

WORLDS = {"small": paper_worlds.small, "many": paper_worlds.many, "hostile": paper_worlds.hostile}


def content(standing: Standing, lang: Lang = Lang.VI) -> bytes:
    return word_report(standing, paper_worlds.voice(standing, lang))


def opened(standing: Standing, lang: Lang = Lang.VI) -> Document:
    return docx.Document(io.BytesIO(content(standing, lang)))


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def lines(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.text]


def whole_text(document: Document) -> str:
    return "\n".join(t.text or "" for t in document.element.body.iter(qn("w:t")))


def millimetres(length: int | None) -> int:
    assert length is not None
    return round(length / 36_000)


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("world", WORLDS)
def test_every_part_is_well_formed_xml(world: str, lang: Lang) -> None:
    found = parts(content(WORLDS[world](), lang))
    assert {"word/document.xml", "word/header1.xml", "docProps/core.xml"} <= found.keys()
    for name, part in found.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)


def test_the_same_standing_makes_the_same_bytes_without_a_clock() -> None:
    standing = paper_worlds.small()
    file = content(standing)
    assert file == content(standing)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    told = opened(standing).core_properties
    assert told.created == told.modified == datetime.fromisoformat("2025-06-20T00:00:00+00:00")
    assert (told.author, told.title) == ("", "Báo cáo kết quả giao ước thi đua: Giao ước năm 2025")


def test_the_page_is_that_of_the_decree() -> None:
    for section in opened(paper_worlds.many()).sections:
        wide = section.orientation == WD_ORIENT.LANDSCAPE
        size = (millimetres(section.page_width), millimetres(section.page_height))
        assert size == ((297, 210) if wide else (210, 297))
        assert 20 <= millimetres(section.top_margin) <= 25
        assert 20 <= millimetres(section.bottom_margin) <= 25
        assert 30 <= millimetres(section.left_margin) <= 35
        assert 15 <= millimetres(section.right_margin) <= 20


def test_the_page_number_stands_in_the_top_margin_but_not_on_a_first_page() -> None:
    for section in opened(paper_worlds.many()).sections:
        assert section.different_first_page_header_footer
        assert millimetres(section.header_distance) == 10
        later, first = section.header.paragraphs, section.first_page_header.paragraphs
        assert [p.alignment for p in later] == [1]
        assert "PAGE" in later[0]._p.xml
        assert not any("PAGE" in p._p.xml for p in first)


def test_the_letters_are_times_new_roman_in_every_script() -> None:
    for lang, spoken in ((Lang.VI, "vi-VN"), (Lang.EN, "en-GB")):
        look = opened(paper_worlds.small(), lang).styles["Normal"].element.rPr
        fonts = {look.rFonts.get(qn(f"w:{use}")) for use in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert fonts == {"Times New Roman"}
        assert look.find(qn("w:lang")).get(qn("w:val")) == spoken


def test_the_head_block_leaves_blank_what_the_case_does_not_state() -> None:
    assert rows(opened(paper_worlds.small()).tables[0]) == [
        [
            "CỤM THI ĐUA SỐ 8\n",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
        ],
        ["Số: ……/BC-……", "…………, ngày …… tháng …… năm ………"],
    ]


def test_the_first_lines_name_the_kind_the_pact_and_the_bases() -> None:
    assert lines(opened(paper_worlds.small()))[:7] == [
        "BÁO CÁO",
        "Kết quả thực hiện giao ước thi đua",
        "“Giao ước năm 2025”",
        "Căn cứ giao ước thi đua “Giao ước năm 2025” ký ngày 14/02/2025;",
        "Căn cứ sổ số liệu của giao ước gồm 13 dòng sổ, số liệu cập nhật đến ngày 20/06/2025.",
        "Cụm thi đua số 8 báo cáo kết quả thực hiện giao ước thi đua, kỳ 6 tháng đầu năm 2025 "
        "(15/12/2024–14/06/2025), như sau:",
        "I. CƠ SỞ TÍNH KẾT QUẢ",
    ]


def test_part_one_says_day_baseline_territory_and_head() -> None:
    assert rows(opened(paper_worlds.small()).tables[1]) == [
        ["Cụm, khối thi đua", "Cụm thi đua số 8"],
        ["Phong trào", "Vì an ninh Tổ quốc"],
        ["Ngày ký", "14/02/2025"],
        ["Đơn vị ký", "Công an tỉnh An, Công an tỉnh Bình và Công an tỉnh Cường"],
        ["Kỳ", "6 tháng đầu năm 2025 (15/12/2024–14/06/2025), đã hết kỳ"],
        ["Kỳ thống kê", "Năm công tác của công an"],
        ["Số liệu cập nhật đến ngày", "20/06/2025"],
        ["Số gốc", "giao ước không nêu"],
        ["Địa bàn", "như khi ký"],
        [text("report.column.lines", Lang.VI), "13 dòng sổ"],
        ["Mã niêm phong", HEAD],
    ]


def test_the_parts_and_sections_are_numbered_without_gaps() -> None:
    numbered = [line for line in lines(opened(paper_worlds.small())) if re.match(r"([IV]+|\d+)\. ", line)]
    assert [line.split(".")[0] for line in numbered if line[0] in "IV"] == ["I", "II", "III", "IV", "V"]
    below = [line.split(".")[0] for line in numbered]
    for one, other in pairwise(below):
        assert not other.isdigit() or other == "1" or int(other) == int(one) + 1


def test_counts_and_results_stand_in_tables_by_unit() -> None:
    tables = opened(paper_worlds.small()).tables
    assert rows(tables[2]) == [
        ["Đơn vị", "Đạt", "Không đạt", "Chưa đến hạn", "Chưa thể kết luận", "Hội nghị đánh giá"],
        ["Công an tỉnh An", "2", "0", "1", "1", "1"],
        ["Công an tỉnh Bình", "1", "2", "1", "0", "1"],
        ["Công an tỉnh Cường", "0", "0", "1", "3", "1"],
    ]
    matrix = rows(tables[3])
    assert matrix[0] == ["TT", "Nội dung", *UNIT_NAMES.values()]
    assert [[cell.split("\n")[0] for cell in row] for row in matrix[1:]] == [
        ["1", "Giảm cháy", "? Chưa thể kết luận ⚖", "✕ Không đạt 1/2*", "? Chưa thể kết luận"],
        ["2", "Khám phá", "✓ Đạt*", "✓ Đạt*", "? Chưa thể kết luận"],
        ["3", "Không để trốn", "✓ Đạt", "✕ Không đạt", "? Chưa thể kết luận"],
        ["4", "Lực lượng hiện đại", *["◔ Chưa đến hạn"] * 3],
        ["5", "Học tập", *[f"{text('words.sign.by_people', Lang.VI)} Hội nghị đánh giá"] * 3],
    ]


def test_a_commitment_shows_every_reading_and_the_answer_that_stands() -> None:
    tables = opened(paper_worlds.small()).tables
    readings = next(found for t in tables if "bản mới nhất" in (found := rows(t))[0])
    assert readings[0] == ["Đơn vị", "Tiêu chí", "bản mới nhất", "lúc ký", "cùng độ trễ công bố", "Kết quả"]
    assert readings[1] == [
        "Công an tỉnh An",
        "Số vụ",
        "✓ Đạt\n−12,73\u00a0% · 110 → 96\u00a0vụ\nsố gốc có từ 20/06/2025",
        "✕ Không đạt\n−4,00\u00a0% · 100 → 96\u00a0vụ\nsố gốc có từ 01/07/2024",
        "? Chưa thể kết luận\nsố gốc có sau 17 ngày, không phải 6",
        "? Chưa thể kết luận",
    ]
    assert readings[3][1:5] == ["Cả 2 tiêu chí", "✓ Đạt", "✕ Không đạt", "? Chưa thể kết luận"]
    assert readings[3][5].startswith("? Chưa thể kết luận ⚖\n")


def test_the_formula_stands_with_its_numbers_put_in() -> None:
    assert "96 × 100 ≤ 110 × 95, tức 9.600 ≤ 10.450: đúng." in whole_text(opened(paper_worlds.small()))


def test_findings_come_with_their_innocent_explanations_and_a_way_out() -> None:
    found = lines(opened(paper_worlds.small()))
    start = found.index("1. Kết quả phụ thuộc số gốc (cảnh báo)")
    assert found[start + 2].startswith("Có thể do: ")
    assert found[start + 3].startswith("Cách xử lý: ")


def test_the_head_of_the_ledger_stands_again_right_above_the_signature() -> None:
    document = opened(paper_worlds.small())
    signature = document.tables[-2]._tbl
    above = [p.text for p in document.paragraphs if p._p in list(signature.itersiblings(preceding=True))[:3]]
    assert f"Mã niêm phong: {HEAD}" in above
    assert rows(document.tables[-2]) == [
        [
            "Nơi nhận:\n- Các đơn vị ký giao ước;\n- ……………………;\n- Lưu: VT, ………",
            "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ\n(Chữ ký, dấu)\n……………………………",
        ]
    ]


def test_an_unsealed_ledger_is_said_and_no_head_is_made_up() -> None:
    standing = replace(paper_worlds.small(), head=None)
    found = lines(opened(standing))
    assert not any(line.startswith("Mã niêm phong:") for line in found)
    assert any("Sổ chưa niêm phong" in line for line in found)


def test_sources_are_listed_with_their_ledger_rows() -> None:
    assert rows(opened(paper_worlds.small()).tables[-1]) == [
        ["TT", "Cơ quan công bố, ngày công bố", "Nguồn", "Dòng sổ"],
        ["1", "Từng đơn vị, 01/07/2024", "https://a.example/1", "1, 8"],
        ["2", "Từng đơn vị, 01/07/2024", "page", "4, 10"],
        ["3", "Từng đơn vị, 20/06/2025", "https://a.example/2", "2, 9"],
        ["4", "Từng đơn vị, 20/06/2025", "page", "5–7, 11–13"],
        ["5", "Từng đơn vị, 20/06/2025", "x", "3"],
    ]


def test_many_units_stand_in_an_annex_across_the_page() -> None:
    document = opened(paper_worlds.many())
    assert [s.orientation for s in document.sections] == [0, 1, 0]
    assert [li for li in lines(document) if re.fullmatch(r"Phụ lục [IV]+", li)] == ["Phụ lục I", "Phụ lục II"]
    matrix = rows(next(t for t in document.tables if len(t.columns) == 21))
    assert matrix[0] == ["Đơn vị", *(str(n) for n in range(1, 21))]
    assert [row[0] for row in matrix[1:]] == [f"Công an tỉnh số {n:02d}" for n in range(1, 35)]
    assert matrix[1] == ["Công an tỉnh số 01", *["✓*"] * 5, *["✕*"] * 15]


def test_a_legal_basis_nobody_checked_says_so() -> None:
    small = paper_worlds.small()
    cited = Citation("circular-58", "Điều 2", Mark.UNVERIFIED, "x", date(2026, 1, 1))
    fires = replace(
        small.case.indicators.get("cases"),
        definitions=(Definition("2024", None, None, "Mọi vụ cháy.", cited),),
    )
    others = [i for i in small.case.indicators if i.code != "cases"]
    standing = judge(replace(small.case, indicators=IndicatorSet([fires, *others])))
    assert rows(opened(standing).tables[-1]) == [
        ["Việc", "Căn cứ", "Mức kiểm chứng"],
        [
            "Số vụ cháy, cách tính “2024”: Mọi vụ cháy.",
            "văn bản số 58/2009/TT-BCA(C11), Điều 2",
            "chưa kiểm chứng",
        ],
    ]


def test_made_up_figures_are_marked_on_every_page() -> None:
    document = opened(paper_worlds.hostile())
    assert rows(document.tables[1])[0][1] == "SỐ LIỆU MÔ PHỎNG"
    for section in document.sections:
        assert "SỐ LIỆU MÔ PHỎNG" in section.header.paragraphs[0].text
        assert "SỐ LIỆU MÔ PHỎNG" in section.first_page_header.paragraphs[0].text
    assert "MÔ PHỎNG" not in "".join(str(p) for p in parts(content(paper_worlds.small())).values())


def test_text_of_a_case_stays_text() -> None:
    file = content(paper_worlds.hostile())
    document = parts(file)["word/document.xml"].decode("utf-8")
    said = HOSTILE.replace("\x07", "").replace("\ud800", "")
    assert whole_text(opened(paper_worlds.hostile())).count(said) > 20
    assert "<w:b/></w:t>" not in document
    assert "w:hyperlink" not in document
    assert "instrText" not in document
    links = "".join(part.decode("utf-8") for name, part in parts(file).items() if name.endswith(".rels"))
    assert re.findall(r'Target="(http[^"]*)"', links) == []


def test_the_english_report_has_the_same_layout_in_english_words() -> None:
    vietnamese, english = opened(paper_worlds.small()), opened(paper_worlds.small(), Lang.EN)
    assert [len(t.rows) for t in english.tables] == [len(t.rows) for t in vietnamese.tables]
    assert len(english.paragraphs) == len(vietnamese.paragraphs)
    assert rows(english.tables[0])[0][1] == rows(vietnamese.tables[0])[0][1]
    assert lines(english)[:2] == ["REPORT", "How the emulation pact was carried out"]
    assert "Kết quả" not in whole_text(english)


def test_libreoffice_opens_it_and_its_letters_have_the_metrics_of_times(
    libreoffice: str, pdftotext: str, times_font: str, tmp_path: Path
) -> None:
    standing, hostile = paper_worlds.small(), paper_worlds.hostile()
    files = {"small.docx": content(standing), "hostile.docx": content(hostile, Lang.EN)}
    out = converted(libreoffice, files, "pdf", tmp_path)
    said = pdf_text(pdftotext, out / "small.pdf")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said.splitlines()[0]
    assert "Độc lập - Tự do - Hạnh phúc" in said
    flat = " ".join(said.split())
    voice = paper_worlds.voice(standing)
    wanted = [show(Ref(RefKind.UNIT, u), voice) for u in standing.rows]
    wanted += [show(v.result, voice) for v in standing.verdicts]
    assert [w for w in [*wanted, "“Giao ước năm 2025”", "V. GIỚI HẠN CỦA KẾT QUẢ"] if w not in flat] == []
    assert "MADE-UP FIGURES" in pdf_text(pdftotext, out / "hostile.pdf")
    pdffonts = shutil.which("pdffonts", path=str(Path(pdftotext).parent))
    assert pdffonts is not None
    listed = subprocess.run(
        [pdffonts, str(out / "small.pdf")], check=True, capture_output=True, text=True
    ).stdout
    fonts = {re.sub(r"^\w+\+", "", line.split()[0]).split("-")[0] for line in listed.splitlines()[2:]}
    times = fonts & {"Tinos", "LiberationSerif", "TimesNewRomanPSMT", "TimesNewRomanPS"}
    assert len(times) == 1
    assert not any("Serif" in f for f in fonts - times)
