"""Proven är fria från kansliets innehåll: den som ändrar en rad i data/ eller en text i docs/ ska inte fälla ett prov.

Provens egen källkod läses. Det gemensamma, också ordboken, hör till programmet och får läsas.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BUILT, ALL_PAGES = "webbplatsen site", "sidorna i docs/"
UNKNOWN = "en fil som först körningen vet namnet på"

# Modulen, det som den läser, och varför det gäller vad kansliet än skriver.
ALLOWED = {
    ("conftest.py", "data/"): "bygger webbplatsen site",
    ("pages.py", ALL_PAGES): "läser vilka sidor som finns, inte vad som står på dem",
    ("test_accessibility.py", BUILT): "varje sida är tillgänglig",
    ("test_keyboard.py", BUILT): "utan skript är ingenting tomt på någon sida",
    ("test_layout.py", BUILT): "varje sida håller i alla typsnitt",
    ("test_page_html.py", BUILT): "varje sidas HTML är riktig, och redogörelsen har lagens delar",
    ("test_print.py", BUILT): "varje sida går att skriva ut",
    ("test_privacy.py", BUILT): "ingen sida röjer besökaren",
    ("test_publish.py", BUILT): "varje länk leder någonstans",
    ("test_links.py", BUILT): "länkarna läses rätt på varje sida",
    ("test_search_webblasare.py", BUILT): "varje sida hittas på sitt namn, vad den än heter",
    ("test_vardagens_andringar.py", "data/"): "ändrar i en kopia, och kräver bara att den går att publicera",
    ("__init__.py", "data/"): "letar efter kansliets namn och fakta på andra värdars sidor",
    ("__init__.py", ALL_PAGES): "letar efter kansliets namn och fakta på andra värdars sidor",
    ("test_internt.py", ALL_PAGES): "skriver aldrig där, och kräver att det vägras",
    ("test_tre_vardar.py", BUILT): "andras uppgifter står för sig, vilka de än är",
    ("test_uppgradera.py", "data/"): "läser bara vilken version mappen har",
    ("test_preview.py", UNKNOWN): "kopierar programmet och sidorna, och läser bara det som provet själv skriver",
    ("test_commands.py", UNKNOWN): "läser låsfilerna",
    ("test_pipelines.py", UNKNOWN): "prövar om programmen i stegen går att köra",
}


def folder_read(node: ast.BinOp) -> str:
    """Det som en väg från roten läser: data/, docs/, en okänd fil eller inget särskilt (tom text)."""
    parts: list[ast.expr] = []
    start: ast.expr = node
    while isinstance(start, ast.BinOp) and isinstance(start.op, ast.Div):
        parts.insert(0, start.right)
        start = start.left
    if not named(start, "ROOT"):
        return ""
    if not isinstance(parts[0], ast.Constant):
        return UNKNOWN
    return place_read("/".join(text_of(part) for part in parts))


def place_read(path: str) -> str:
    """Det som en väg räknad från roten läser."""
    return {"data": "data/", "docs": ALL_PAGES}.get(path.partition("/")[0], "")


def text_of(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "?"


def named(node: ast.AST, name: str) -> bool:
    """Sant för namnet självt, och för `modul.namn`."""
    return name == (node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else "")


def call_read(node: ast.Call) -> str:
    """Det som ett anrop läser."""
    constants = {text.value for text in node.args if isinstance(text, ast.Constant)}
    function = node.func
    if named(function, "getfixturevalue") or named(function, "usefixtures"):
        return BUILT if "site" in constants else ""
    if isinstance(function, ast.Attribute) and named(function.value, "ROOT"):
        return UNKNOWN if function.attr in ("joinpath", "glob", "rglob", "iterdir", "walk") else ""
    if isinstance(function, ast.Name) and function.id in ("Path", "open"):  # proven körs i projektets rot
        return next(filter(None, (place_read(str(path)) for path in constants)), "")
    if named(function, "data_folder"):
        return "data/"
    return ""


def function_read(node: ast.FunctionDef, own_fixture: bool) -> str:
    """Ett prov eller en fixtur som tar emot `site`. Hjälpfunktioner får den av någon som redan är sedd."""
    marks = "".join(map(ast.unparse, node.decorator_list))
    is_ours = node.name.startswith("test_") or "fixture" in marks
    takes = "site" in {argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
    return BUILT if is_ours and takes and not own_fixture else ""


def reads(source: str) -> Iterator[str]:
    """Det av kansliets innehåll som modulen läser."""
    tree = ast.parse(source)
    own_fixture = any(isinstance(node, ast.FunctionDef) and node.name == "site" for node in tree.body)
    inner = {id(node.left) for node in ast.walk(tree) if isinstance(node, ast.BinOp)}
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and id(node) not in inner:
            yield folder_read(node)
        elif isinstance(node, ast.Call):
            yield call_read(node)
        elif isinstance(node, ast.FunctionDef):
            yield function_read(node, own_fixture)
        elif named(node, "DOCS") or (isinstance(node, ast.alias) and node.name == "DOCS"):
            yield ALL_PAGES
        elif isinstance(node, ast.alias) and node.name.startswith("real"):
            yield "data/"


def all_reads() -> set[tuple[str, str]]:
    paths = sorted(HERE.rglob("*.py"))
    assert Path(__file__) in paths
    return {(path.name, what) for path in paths for what in reads(path.read_text("utf8")) if what}


def test_no_test_depends_on_what_the_office_writes() -> None:
    """Läs tests/data/ i stället: webbplatsen heter example_site, raderna rader.example() och registret rader.example_register()."""
    assert sorted(all_reads() - ALLOWED.keys()) == []


def test_every_exception_is_needed() -> None:
    assert sorted(ALLOWED.keys() - all_reads()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = ROOT / "data" / "insatser.yaml"', {"data/"}),
        ('x = ROOT / "data/insatser.yaml"', {"data/"}),
        ('x = (settings.ROOT / "data").glob("*")', {"data/"}),
        ('x = ROOT / "data" / name', {"data/"}),
        ('x = ROOT / "docs" / "index.md"', {ALL_PAGES}),
        ("x = ROOT / name", {UNKNOWN}),
        ('x = ROOT.joinpath("data")', {UNKNOWN}),
        ("for x in ROOT.rglob('*.yaml'): pass", {UNKNOWN}),
        ("x = settings.data_folder()", {"data/"}),
        ('x = open("data/insatser.yaml")', {"data/"}),
        ('x = Path("docs")', {ALL_PAGES}),
        ("x = pages.DOCS", {ALL_PAGES}),
        ("from tests.pages import DOCS", {ALL_PAGES}),
        ("from tests.rader import real_register", {"data/"}),
        ("def test_a(site: Site): pass", {BUILT}),
        ("@pytest.fixture(scope='module')\ndef page(site): pass", {BUILT}),
        ("def test_a(request): request.getfixturevalue('site')", {BUILT}),
        ("@pytest.mark.usefixtures('site')\ndef test_a(): pass", {BUILT}),
        ('x = ROOT / "gemensamt" / "data" / "datapackage.yaml"', set()),
        ('x = ROOT / "gemensamt/docs/index.md"', set()),
        ("x = load(DICTIONARY.parent)", set()),
        ('x = ROOT / "tests" / "data"', set()),
        ('x = tmp_path / "data" / "insatser.yaml"', set()),
        ("x = check.examine(folder, TODAY)", set()),
        ("x = minimal.examine(folder)", set()),
        ("def helper(site: Site): pass", set()),
        ("def test_a(example_site: Site): pass", set()),
        ("@pytest.fixture\ndef site(tmp_path): pass\ndef test_a(site): pass", set()),
    ],
)
def test_what_reads_the_content_is_found(source: str, found: set[str]) -> None:
    """Provet av provet."""
    assert set(reads(source)) - {""} == found
