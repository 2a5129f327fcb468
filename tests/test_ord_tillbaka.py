"""Ifyllda Worddokument läses tillbaka, så som Word, LibreOffice och Google Dokument sparar dem."""

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from macros.dictionary.slag import slug
from macros.exports.blankett import blankett_docx
from macros.exports.budget import budget_xlsx
from macros.exports.controls import REPEATED_ITEM
from macros.exports.rapportmallar import metodhandbok_docx, rapportmall_docx, slutrapport_docx
from macros.exports.sjalvvardering import självvärdering_docx
from macros.model.blankett import Blankett
from macros.model.rapport import SLUTRAPPORTENS
from macros.model.register import Register
from macros.read.archive import Unreadable
from macros.settings import SettingError
from macros.word import command
from macros.word.answers import Answer, answers, read_document
from macros.word.command import together
from macros.word.drafts import parties_in
from macros.word.forms import form_of
from tests import rader
from tests.conftest import DAY, copy_example

WIDE = "Gröna vägen"
ANSWERS = {
    "namn": WIDE,
    "start": "1 mars 2027",
    "slut": "2029-02-28",
    "sokt-summa": "950 000 kr",
    "parter-1-organisation": "Socialtjänsten",
    "parter-2-organisation": "Försäkringskassan",
}
PARTS = {"parter-1-part": "Projektägare", "parter-2-part": "Medlem"}  # valda från början


def register() -> Register:
    return rader.example_register()


def application(reg: Register) -> bytes:
    typ = reg.guide.blankettyper[0]
    return blankett_docx(Blankett(typ, reg.guide, rader.words(), reg.värd.namn, len(reg.värd.parter)), DAY)


def fill(content: bytes, texts: dict[str, str]) -> Document:
    """Skriver i innehållskontrollerna så som Word gör."""
    document = docx.Document(io.BytesIO(content))
    for control in document.element.body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        text = texts.get(properties.find(qn("w:tag")).get(qn("w:val")))
        if text is not None:
            if (prompt := properties.find(qn("w:showingPlcHdr"))) is not None:
                properties.remove(prompt)
            next(control.iter(qn("w:t"))).text = text
    return document


def as_word(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_google(document: Document) -> bytes:
    """Google Dokument tar bort innehållskontrollerna och husets egna formatmallar, men inte rubrikerna."""
    for control in list(document.element.body.iter(qn("w:sdt"))):
        content = control.find(qn("w:sdtContent"))
        for element in list(content):
            control.addprevious(element)
        control.getparent().remove(control)
    for paragraph in document.paragraphs:
        if not (paragraph.style.name or "").startswith(("Heading", "Title")):
            paragraph.style = "Normal"
    return as_word(document)


def as_libreoffice(document: Document) -> bytes:
    """LibreOffice delar texten i många stycken av samma rad, och lägger märken om granskning mellan dem."""
    for text in list(document.element.body.iter(qn("w:t"))):
        run = text.getparent()
        if run.tag == qn("w:r") and len(text.text or "") > 3 and run.getparent().tag in (qn("w:p"), qn("w:sdtContent")):
            second = run.makeelement(qn("w:r"), {})
            end = run.makeelement(qn("w:t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
            end.text, text.text = text.text[2:], text.text[:2]
            second.append(end)
            run.addnext(second)
            second.addprevious(run.makeelement(qn("w:proofErr"), {qn("w:type"): "spellStart"}))
    return as_word(document)


@pytest.mark.parametrize("saved", [as_word, as_google, as_libreoffice])
def test_the_answers_are_found_whatever_program_saved_them(saved: Callable[[Document], bytes]) -> None:
    reg = register()
    content = application(reg)
    fält = reg.guide.blankett(reg.guide.blankettyper[0].id)
    texts = {one.id: f"Svaret på {one.rubrik}." for one in fält if one.svar != "parter"} | ANSWERS
    filled = read_document(io.BytesIO(saved(fill(content, texts))))
    form = form_of(filled, reg, rader.words(), DAY, "ansokan.docx")
    assert (form.kind, form.typ) == ("ansökan", reg.guide.blankettyper[0].id)
    assert {tag: answer.text for tag, answer in answers(filled, form.template).items()} == texts | PARTS


@pytest.mark.parametrize("saved", [as_word, as_google, as_libreoffice])
def test_an_empty_form_has_no_answers(saved: Callable[[Document], bytes]) -> None:
    reg = register()
    filled = read_document(io.BytesIO(saved(fill(application(reg), {}))))
    assert answers(filled, read_document(io.BytesIO(application(reg)))) == {}


@pytest.mark.parametrize("saved", [as_word, as_google, as_libreoffice])
def test_a_party_added_to_the_table_is_read(saved: Callable[[Document], bytes]) -> None:
    """Word ger raden som läggs till med + samma märken som raden före."""
    reg = register()
    document = fill(application(reg), ANSWERS)
    rows = [one.getparent().getparent() for one in document.element.body.iter(REPEATED_ITEM)]
    last = [row for row in rows if any(text.text == "Försäkringskassan" for text in row.iter(qn("w:t")))][-1]
    added = deepcopy(last)
    last.addnext(added)
    for text in added.iter(qn("w:t")):
        text.text = {"Medlem": "Övrig part", "Försäkringskassan": "Föreningen Prov"}.get(text.text, text.text)
    filled = read_document(io.BytesIO(saved(document)))
    found = answers(filled, form_of(filled, reg, rader.words(), DAY, "ansokan.docx").template)
    assert [(part, one.text) for part, one in parties_in(found)] == [
        ("Projektägare", "Socialtjänsten"),
        ("Medlem", "Försäkringskassan"),
        ("Övrig part", "Föreningen Prov"),
    ]


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"parter-2-organisation": ""}, "Bara 1 av parterna är medlem, och minst 2 ska söka tillsammans."),
        ({"parter-1-part": "Medlem"}, "Ingen av parterna är projektägare. Välj Projektägare på en rad i tabellen."),
        ({"parter-2-part": "Projektägare"}, "2 av parterna är projektägare. Välj Projektägare på en rad i tabellen."),
        ({"parter-2-part": "Övrig part"}, "Bara 1 av parterna är medlem, och minst 2 ska söka tillsammans."),
        ({"parter-1-organisation": "", "parter-2-organisation": ""}, "Ingen part är ifylld. Fyll i tabellen med parter."),
        ({}, ""),
    ],
)
def test_at_least_two_members_apply_and_one_of_them_owns(filled: dict[str, str], said: str) -> None:
    texts = ANSWERS | PARTS | filled
    found = {tag: Answer(text, "Parterna", 1) for tag, text in texts.items() if text}
    assert [one.text for one in together(found, "ansokan.docx")] == ([said] if said else [])


def makers(reg: Register) -> dict[str, bytes]:
    name, words = reg.värd.namn, rader.words()
    return {
        "ansökan": application(reg),
        "slutrapport": slutrapport_docx(words, reg.guide, name, DAY),
        "metodhandbok": metodhandbok_docx(words, reg.guide, name, DAY),
        "självvärdering": självvärdering_docx(reg, words, DAY),
        "rapportmall": rapportmall_docx(reg.guide.rapportmallar[0], name, DAY),
    }


@pytest.mark.parametrize("kind", ["ansökan", "slutrapport", "metodhandbok", "självvärdering", "rapportmall"])
@pytest.mark.parametrize("saved", [as_word, as_google])
def test_each_form_is_known_again(kind: str, saved: Callable[[Document], bytes]) -> None:
    reg = register()
    filled = read_document(io.BytesIO(saved(fill(makers(reg)[kind], {}))))
    assert form_of(filled, reg, rader.words(), DAY, "x.docx").kind == kind


def test_a_document_that_is_not_ours_is_told() -> None:
    document = docx.Document()
    document.add_paragraph("Hej")
    with pytest.raises(Unreadable, match="är inte gjord av någon av våra mallar"):
        form_of(read_document(io.BytesIO(as_word(document))), register(), rader.words(), DAY, "brev.docx")


# ---- Kommandot --------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copy_example(tmp_path)


def write(kind: str, texts: dict[str, str], name: str) -> str:
    Path(name).write_bytes(as_word(fill(makers(register())[kind], texts)))
    return name


def test_an_application_becomes_a_draft(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = write("ansökan", ANSWERS, "ansokan.docx")
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    assert command.run([name], folder, DAY) == 0
    told = capsys.readouterr()
    assert "- id: grona-vagen\n  namn: Gröna vägen\n" in told.out
    assert "start: '2027-03-01'" in told.out
    assert "projektägare: Socialtjänsten" in told.out
    assert told.err.endswith("Inget är skrivet. Kör igen med --skriv för att skriva raderna.\n")
    assert before == {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    assert command.run([name, "--skriv"], folder, DAY) == 0
    text = (folder / "insatser.yaml").read_text("utf8")
    assert "- id: grona-vagen\n  namn: Gröna vägen\n" in text
    old = before[folder / "insatser.yaml"].decode()
    assert all(line in text.splitlines() for line in old.splitlines())


def test_the_change_theory_comes_along_step_by_step(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chain = {
        "kedja-aktiviteter-hos-er": "Gruppträffar\nSamtal",
        "kedja-aktiviteter-sa-marks-det": "Antal träffar",
        "kedja-effekter-kort-sikt-hos-er": "Deltagarna tar nästa steg",
    }
    name = write("ansökan", ANSWERS | chain, "ansokan.docx")
    assert command.run([name, "--skriv"], folder, DAY) == 0
    text = (folder / "forandringsteori.yaml").read_text("utf8")
    assert text.count("- id: grona-vagen\n  namn: Gröna vägen\n  insats: grona-vagen\n") == 1
    assert "  aktiviteter:\n    - vad: Gruppträffar\n      indikator: Antal träffar\n    - vad: Samtal\n" in text
    assert "  effekter_kort_sikt:\n    - vad: Deltagarna tar nästa steg\n" in text
    assert "effekter_lång_sikt" not in text.partition("- id: grona-vagen")[2].partition("\n- id: ")[0]


def test_an_indicator_without_its_step_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = write("ansökan", ANSWERS | {"kedja-behov-sa-marks-det": "Fler frågar"}, "ansokan.docx")
    assert command.run([name], folder, DAY) == 1
    assert "ansokan.docx" in (told := capsys.readouterr().err) and "behov.vad" in told


def test_what_is_wrong_and_what_is_missing_is_told_at_its_heading(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = write("ansökan", ANSWERS | {"slut": "1 mars 2026"}, "ansokan.docx")
    before = (folder / "insatser.yaml").read_bytes()
    assert command.run([name, "--skriv"], folder, DAY) == 1
    told = capsys.readouterr().err
    assert "ansokan.docx, Om insatsen fel: projekttid.slut 2026-03-01 ligger före projekttid.start 2027-03-01" in told
    assert "råd: Behovet bakom insatsen är inte ifyllt." in told
    assert "Risker är inte ifyllt." not in told, "det frivilliga får vara tomt"
    assert told.endswith("Inget är skrivet. Rätta i ansokan.docx, spara och kör igen.\n")
    assert (folder / "insatser.yaml").read_bytes() == before


def test_the_budget_comes_along(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reg = register()
    Path("budget.xlsx").write_bytes(budget_xlsx(reg.guide, reg.värd.namn, DAY))
    book = openpyxl.load_workbook("budget.xlsx")
    sheet = book["Budget"]
    sheet.cell(4, 2).value = date(2027, 10, 1)
    sheet.cell(9, 2).value, sheet.cell(10, 2).value, sheet.cell(9, 3).value, sheet.cell(9, 11).value = (
        400_000,
        50_000,
        80_000,
        500_000,
    )
    sheet.cell(2, 7).value = 1_000_000
    book.save("budget.xlsx")
    name = write("ansökan", ANSWERS, "ansokan.docx")
    assert command.run([name, "budget.xlsx"], folder, DAY) == 0
    told = capsys.readouterr()
    for part in (
        "år: '2027'",
        "år: '2030'",
        "belopp: '450000'",
        "belopp: '80000'",
        "belopp: '500000'",
        "läge: sökt",
        f"finansiär: {reg.värd.namn}",
    ):
        assert part in told.out
    assert (
        "budget.xlsx Budget!G2 varning: Summan i ansökan är 1000000, men raderna i budgeten är tillsammans 1030000." in told.err
    )

    assert "Sökt summa i ansökan" not in told.err, "950 000 kr söks i båda"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("900 000 kr", "varning: Sökt summa i ansökan är 900000, men i budgeten söks 950000. Rätta den som är fel."),
        ("cirka en miljon", "varning: Sökt summa är ”cirka en miljon”. Skriv den i hela kronor, bara med siffror."),
    ],
)
def test_the_sum_sought_is_the_same_in_the_application_and_the_budget(
    folder: Path, capsys: pytest.CaptureFixture[str], written: str, said: str
) -> None:
    reg = register()
    content = budget_xlsx(reg.guide, reg.värd.namn, DAY)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Budget"].cell(4, 2).value, book["Budget"].cell(9, 2).value = date(2027, 1, 1), 950_000
    book.save("budget.xlsx")
    name = write("ansökan", ANSWERS | {"sokt-summa": written}, "ansokan.docx")
    assert command.run([name, "budget.xlsx"], folder, DAY) == 0
    assert f"ansokan.docx, Om insatsen {said}" in capsys.readouterr().err


def test_the_one_who_reads_only_the_application_is_told_how_the_budget_comes_with(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run([write("ansökan", ANSWERS, "ansokan.docx"), "--skriv"], folder, DAY) == 0
    told = capsys.readouterr().err
    assert (
        "ansokan.docx råd: Budgeten är inte med, så inga belopp blir rader. Beloppen räknas i budgetmallen. Be om den ifyllda "
        "budgetmallen, som sidan Skriv ansökan också lämnar, och kör python -m macros läs ansokan.docx budgetmall.xlsx.\n"
    ) in told
    assert told.endswith(f"{command.NEXT}\n")
    assert "  utkast: ja\n" in (folder / "insatser.yaml").read_text("utf8")


def test_an_older_budget_is_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reg = register()
    book = openpyxl.load_workbook(io.BytesIO(budget_xlsx(reg.guide, reg.värd.namn, DAY)))
    book["Budget"].cell(4, 1).value = "Första året"
    book.save("budget.xlsx")
    assert command.run([write("ansökan", ANSWERS, "ansokan.docx"), "budget.xlsx"], folder, DAY) == 1
    said = "budget.xlsx är en äldre budgetmall. Skriv in beloppen i den som finns på webbplatsen nu."
    assert said in capsys.readouterr().err


def test_a_final_report_becomes_its_page(folder: Path) -> None:
    insats = next(one for one in register().insatser if one.förbund.är_värd)
    texts = {"uppgift-insats": insats.namn, "uppgift-datum": "2026-10", "ide": "Det var vår idé.", "hinder": "Vi fick vänta."}
    texts |= {slug(one): f"Om {one}." for one in SLUTRAPPORTENS if one not in ("idé", "hinder")}
    texts["sammanfattning"] = "Kort sagt."
    assert command.run([write("slutrapport", texts, "slutrapport.docx"), "--skriv"], folder, DAY) == 0
    text = (folder / "slutrapporter.yaml").read_text("utf8")
    assert f'titel: "Slutrapport: {insats.namn}"' in text or f"titel: 'Slutrapport: {insats.namn}'" in text
    assert "idé: Det var vår idé." in text
    assert "hinder: Vi fick vänta." in text and "sammanfattning: Kort sagt." in text
    assert [one for one in SLUTRAPPORTENS if not re.search(rf"^  {one}: \S", text, re.MULTILINE)] == []


def test_a_self_evaluation_keeps_its_nine_headings(folder: Path) -> None:
    reg = register()
    insats = next(one for one in reg.insatser if one.förbund.är_värd)
    fields = reg.uppföljning.niofältaren
    texts = {"uppgift-insats": insats.namn, "uppgift-period": "2025", "sammanfattning": "Kort sagt."}
    texts |= {one.id: f"Om {one.rubrik}." for one in fields}
    assert command.run([write("självvärdering", texts, "sv.docx"), "--skriv"], folder, DAY) == 0
    text = (folder / "slutrapporter.yaml").read_text("utf8")
    assert "sammanfattning: Kort sagt." in text
    assert [one.rubrik for one in fields if one.rubrik not in text] == []


def test_a_report_under_way_becomes_a_report_with_the_headings_of_its_template(folder: Path) -> None:
    reg = register()
    insats = next(one for one in reg.insatser if one.förbund.är_värd)
    [mall] = reg.guide.rapportmallar
    texts = {"uppgift-insats": insats.namn, "uppgift-period": "våren 2026", "uppgift-datum": "1 juli 2026"}
    texts |= {one.id: f"Om {one.rubrik}." for one in mall.rubriker}
    assert command.run([write("rapportmall", texts, "halvar.docx"), "--skriv"], folder, DAY) == 0
    text = (folder / "slutrapporter.yaml").read_text("utf8")
    assert f"{mall.namn} våren 2026: {insats.namn}" in text
    for one in mall.rubriker:
        assert f"    - rubrik: {one.rubrik}\n      text: Om {one.rubrik}.\n" in text


def test_a_handbook_is_read(folder: Path) -> None:
    insats = next(one for one in register().insatser if one.förbund.är_värd)
    texts = {"uppgift-metodens-namn": "Samlad start", "uppgift-insats": insats.namn, "metod": "Så gör ni."}
    assert command.run([write("metodhandbok", texts, "hb.docx"), "--skriv"], folder, DAY) == 0
    assert "titel: Samlad start" in (folder / "metodhandbocker.yaml").read_text("utf8")


@pytest.mark.parametrize("arguments", [[], ["a.pdf"], ["a.docx", "b.xlsx", "c.xlsx"], ["a.docx", "--spara"]])
def test_a_command_written_wrong_is_told_how(folder: Path, arguments: list[str]) -> None:
    with pytest.raises(SettingError, match=r"Skriv läs DOKUMENT\.docx"):
        command.run(arguments, folder, DAY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: path.write_bytes(b"hej"), "är trasig eller inget dokument från Word"),
        (lambda path: path.write_bytes(path.read_bytes()[:3000]), "är trasig eller inget dokument från Word"),
        (lambda path: path.unlink(), "går inte att öppna"),
        (lambda path: add_part(path, "word/vbaProject.bin"), "innehåller makron"),
    ],
)
def test_a_damaged_file_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], object], said: str
) -> None:
    name = write("ansökan", ANSWERS, "ansokan.docx")
    change(Path(name))
    assert command.run([name, "--skriv"], folder, date(2026, 11, 26)) == 1
    assert said in capsys.readouterr().err


def add_part(path: Path, name: str) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
