"""Version 1 till 2: det gemensamma, förbundets eget och andra förbund får var sin plats.

I version 1 låg alla rader i samma mapp, och sade själva vems de var med `förbund` och `roll`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from macros.dictionary.words import Table
from macros.findings import shown, suggestion
from macros.read import read_rows
from macros.read.layers import OTHERS
from macros.upgrade.blocks import DROPPED, STAYS, Block, Blocks, Place, append, has_comments, sort_out, without_field
from macros.upgrade.shipped import COMMON_PAGES, COMMON_TABLES, file_digest, row_digest, shipped
from macros.upgrade.work import Work
from macros.write.plain import Plain, WriteRefused, plain_row

FROM_FOLDER = ("förbund", "roll")
# Raderna som inte själva säger vems de är: fältet, och tabellen vars rad avgör.
BY_REFERENCE = {
    "mal": ("insats", "insatser"),
    "utfall": ("insats", "insatser"),
    "samhallsekonomi": ("insats", "insatser"),
    "forandringsteori": ("insats", "insatser"),
    "nyckeltal": ("rapport", "slutrapporter"),
}
BY_SOURCE = ("enkater",)  # hör till förbundet som ensamt nämner källan
DICTIONARY, OLD_DICTIONARY = "datapackage.yaml", "datapackage-version-1.txt"
RENAMED = {("utfall", "policyns-exempel"): "rakneexempel"}  # en gemensam rad som har fått ett annat id sedan dess
Owners = Mapping[str, Mapping[str, str]]  # tabell, radens id, förbundets id


def to_layers(work: Work) -> None:
    """Raises: WriteRefused när en fil inte går att läsa."""
    files = {table: found for table in work.words.tables if (found := work.blocks(work.table_file(table)))}
    host = _host(files)
    owners = _owners(files)
    _refuse_unknown(files, owners)
    for table, file in files.items():
        _split(work, table, file, owners, host)
    _pages(work)
    _dictionary(work)


def _host(files: Mapping[str, Blocks]) -> str:
    rows = [block.row for block in files["forbund"].blocks] if "forbund" in files else []
    return next((str(row.get("id")) for row in rows if row.get("roll", "värd") == "värd"), "")


def _owners(files: Mapping[str, Blocks]) -> dict[str, dict[str, str]]:
    """Vems varje rad är, när den själv eller en rad som den hänvisar till säger det."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for table, file in files.items():
        for block in file.blocks:
            written = block.row.get("id") if table == "forbund" else block.row.get("förbund")
            if isinstance(written, str):
                found[table][str(block.row.get("id"))] = written
    for table, (field, other) in BY_REFERENCE.items():
        for block in files[table].blocks if table in files else ():
            owner = found[other].get(str(block.row.get(field)), "")
            if owner:
                found[table].setdefault(str(block.row.get("id")), owner)
    _by_source(files, found)
    return found


def _refuse_unknown(files: Mapping[str, Blocks], owners: Owners) -> None:
    """Ett förbund blir namnet på en mapp, så det måste finnas. Raises: WriteRefused."""
    known = owners.get("forbund", {}).keys()
    for table, file in files.items():
        for id_, owner in owners.get(table, {}).items():
            if owner not in known:
                hint = suggestion(owner, known) or " Rätta det först."
                raise WriteRefused(f"{file.file}: raden {shown(id_)} säger förbund: {shown(owner)}, som inte finns.{hint}")


def _by_source(files: Mapping[str, Blocks], found: dict[str, dict[str, str]]) -> None:
    cited: dict[str, Counter[str]] = defaultdict(Counter)
    for table, file in files.items():
        for block in file.blocks:
            if owner := found[table].get(str(block.row.get("id"))):
                for document in _documents(block.row):
                    cited[document][owner] += 1
    for table in BY_SOURCE:
        for block in files[table].blocks if table in files else ():
            owners = {owner for document in _documents(block.row) for owner in cited[document]}
            if len(owners) == 1:
                found[table].setdefault(str(block.row.get("id")), owners.pop())


def _documents(row: Mapping[str, Plain]) -> Iterator[str]:
    sources = row.get("källa")
    for source in sources if isinstance(sources, list) else ():
        if isinstance(source, dict):
            yield str(source.get("dokument"))


def _split(work: Work, table: str, file: Blocks, owners: Owners, host: str) -> None:
    """Delar en tabell: andras rader flyttar, och de som är lika med de gemensamma försvinner."""
    name, before = work.table_file(table), list(file.blocks)
    common = _common_rows(work, work.words.tables[table])
    places = [_place(table, block, common, owners.get(table, {}), host) for block in before]
    moved = sort_out(file, places)
    file.blocks = [_plain(block, file) for block in file.blocks]
    for folder, blocks in moved.items():
        target = work.table_file(table, f"{OTHERS}/{folder}")
        there = work.blocks(target) or Blocks(target, "", [], shape=file.shape)
        count = append(there, [_plain(block, file) for block in blocks])
        work.write(target, there.data(), f"{_rows(count)} från {name}")
    if not file.blocks and common and before and file_digest(work.read(name) or b"") in shipped(1):
        work.write(name, None, "borttagen: det gemensamma har samma rader, och inget i filen var ert eget")
        return
    work.write(name, file.data(), ", ".join(_done(places, before, moved, host)))


def _plain(block: Block, file: Blocks) -> Block:
    for field in FROM_FOLDER:
        block = without_field(block, field, file.shape)
    return block


def _common_rows(work: Work, table: Table) -> dict[str, dict[str, Plain]]:
    """De gemensamma raderna, efter sitt id och de id som de har haft förut."""
    data = work.common_file(f"data/{table.file_name}")
    found: dict[str, dict[str, Plain]] = {}
    for row in [plain_row(row) for row in read_rows(data, table.file_name).rows] if data else []:
        earlier = row.get("tidigare_adresser")
        found |= {str(key): row for key in (*(earlier if isinstance(earlier, list) else ()), row.get("id"))}
    return found


def _place(table: str, block: Block, common: Mapping[str, dict[str, Plain]], owners: Mapping[str, str], host: str) -> Place:
    key = str(block.row.get("id"))
    in_common = common.get(RENAMED.get((table, key), key))
    if in_common and not has_comments(block):
        as_shipped = table in COMMON_TABLES and row_digest(block.row) in shipped(1)
        if in_common == block.row or as_shipped:
            return DROPPED
    owner = owners.get(key, host)
    return STAYS if owner == host else owner


def _done(places: list[Place], before: list[Block], moved: Mapping[str, list[Block]], host: str) -> Iterator[str]:
    for folder, blocks in moved.items():
        yield f"{_rows(len(blocks))} till {OTHERS}/{folder}"
    if dropped := places.count(DROPPED):
        yield f"{_rows(dropped)} borttagna, för de finns bland det gemensamma"
    kept = [block for block, place in zip(before, places, strict=True) if place == STAYS]
    for field in FROM_FOLDER:
        if count := sum(field in block.row for block in kept):
            yield f"fältet {field} borttaget ur {_rows(count)}, för det följer nu av mappen"


def _rows(count: int) -> str:
    return f"{count} {'rad' if count == 1 else 'rader'}"


def _pages(work: Work) -> None:
    """En sida som är lika med den gemensamma, eller som var gemensam redan då och är oändrad, ersätts av den.

    En annan sida är förbundets egen, och gäller i stället för den gemensamma.
    """
    for file in list(work.files("docs", ".md")):
        common, own = work.common_file(file), work.read(file)
        if common is None or own is None:
            continue
        if own == common or (file.removeprefix("docs/") in COMMON_PAGES and file_digest(own) in shipped(1)):
            work.write(file, None, "borttagen: sidan är gemensam nu, och ni hade inte ändrat den")
        else:
            work.note(file, "er egen sida gäller i stället för den gemensamma. Räcker den gemensamma, ta bort er")


def _dictionary(work: Work) -> None:
    """Ordboken hör till programmet. En egen ändring i den sparas, för den kan behöva göras om."""
    name = f"{work.data}/{DICTIONARY}"
    own = work.read(name)
    if own is None:
        return
    if file_digest(own) not in shipped(1):
        work.write(
            f"{work.data}/{OLD_DICTIONARY}", own, "er ändrade ordbok. Gör om ändringarna i gemensamt/data/datapackage.yaml"
        )
    work.write(name, None, "borttagen: ordboken ligger i gemensamt/data")
