"""What is printed is what was said: as text, whole, the same each time."""

import dataclasses
import io
import json
from datetime import datetime

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from onedoor import clock
from onedoor.apps.certificates import printing
from onedoor.apps.certificates.printable import printable
from onedoor.apps.certificates.printing import Document, print_document
from onedoor.text import Text

PLAIN = Document(
    issuer="广州市人力资源和社会保障局",
    number="穗人社决〔2026〕1号",
    holder="广州云帆科技有限公司",
    title=Text("准予稳岗返还决定书", "Decision granting: job stability refund"),
    paragraphs=[Text("决定准予。", "It is granted.")],
    facts=[(Text("办件编号", "Case number"), "GZ2026112400010001")],
    issued_at=datetime(2026, 11, 24, 10, tzinfo=clock.CHINA),
    code="MZXW-6YTB-MZXW-6YTB-MZXW-6YTB",
    address="https://onedoor.example/verify",
    demo=False,
)
HOSTILE = [
    '#panic("x")',
    '#read("/etc/passwd")',
    "#let a = 1",
    "*粗* _斜_ $x^2$ `raw` @label <label> [a] // /* = ~ \\u{41}",
    '"], "qr": "',
    '#eval("1") #sys.inputs.data #import "x.typ": *',
]


def printed_words(document: Document) -> str:
    """Everything that Typst took for text in the document it set last."""
    print_document(document)
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if node.get("func") == "text":
                found.append(str(node["text"]))
            for part in node.values():
                walk(part)
        elif isinstance(node, list):
            for part in node:
                walk(part)

    walk(json.loads(printing._compiler("decision.typ").query("par")))
    return "\n".join(found)


def pages(pdf: bytes) -> int:
    return int(PdfFileReader(io.BytesIO(pdf)).root["/Pages"]["/Count"])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_printed_and_not_obeyed(words):
    document = dataclasses.replace(
        PLAIN,
        holder=words,
        issuer=words,
        number=words,
        title=Text(words, words),
        paragraphs=[Text(f"开头{words}结尾", words)],
        facts=[(Text(words, words), words)],
    )
    assert f"开头{words}结尾" in printed_words(document)


def test_the_same_document_gives_the_same_bytes():
    assert print_document(PLAIN) == print_document(PLAIN)
    assert print_document(PLAIN) != print_document(dataclasses.replace(PLAIN, holder="另一家有限公司"))


def test_it_is_an_archivable_pdf_with_its_fonts_inside():
    pdf = print_document(PLAIN)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"NotoSerifSC" in pdf


def test_a_long_decision_runs_over_pages_and_loses_nothing():
    many = [Text(f"理由{n}：" + "不符合规定的条件。" * 30, f"Reason {n}.") for n in range(40)]
    words = printed_words(dataclasses.replace(PLAIN, paragraphs=many))
    assert all(paragraph.zh in words for paragraph in many)


@pytest.mark.parametrize("run", ["A" * 3900, "。" * 1900, "#" * 3900])
def test_a_run_that_no_line_holds_goes_on_in_the_next_and_not_off_the_paper(run):
    document = dataclasses.replace(PLAIN, paragraphs=[Text(run, "")])
    assert pages(print_document(document)) > pages(print_document(PLAIN))
    assert run in printed_words(document).replace("\u200b", "")


def test_a_long_label_leaves_room_for_what_it_names():
    facts = [(Text("标签" * 30, "Label"), "数值" * 150)]
    assert pages(print_document(dataclasses.replace(PLAIN, facts=facts))) == 1


def test_the_seal_stands_below_the_chinese_text_and_the_translation_below_the_seal():
    words = printed_words(PLAIN)
    assert words.index(PLAIN.paragraphs[0].zh) < words.index("2026年") < words.index(PLAIN.title.en)


def test_an_empty_issuer_and_one_letter_have_a_seal():
    for issuer in ("", "局", "长" * 60):
        assert print_document(dataclasses.replace(PLAIN, issuer=issuer)).startswith(b"%PDF-")


def test_the_demonstration_says_so():
    assert print_document(PLAIN) != print_document(dataclasses.replace(PLAIN, demo=True))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("云帆科技", "云帆科技"),
        ("a\tb\r\nc\u2028d", "a b c d"),
        ("左\u202e右\u2066\u200b\ufeff", "左右"),
        ("\0\x1b[31m\x7f", "[31m"),
        ("\ud800半个", "半个"),
        ("😀", "〓"),
        ("\U0002a6d6", "〓"),
        ("㐂", "㐂"),
        ("葛\U000e0100\ufe0f", "葛"),
    ],
)
def test_what_steers_is_left_out_and_what_cannot_be_drawn_is_marked(text, shown):
    assert printable(text) == shown


def test_a_name_beyond_the_font_still_makes_a_document():
    rare = dataclasses.replace(PLAIN, holder="\U0002a6d6😀\ud800有限公司", issuer="局😀")
    assert print_document(rare).startswith(b"%PDF-")
