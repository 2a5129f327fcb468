"""En rads formulär: öppnas, prövas, sparas och tas bort."""

from macros.check.data import Data
from macros.dictionary.words import Table
from macros.findings import FEL
from macros.redigera.form import FormMaker, Node, Unshowable, kept, with_group, without_group
from macros.redigera.names import all_names, name_of
from macros.redigera.server import Asked
from macros.redigera.store import CHANGED_ROW, Saved, Store, mark_of
from macros.redigera.trial import Edit, Row, Said, Verdict, try_rows
from macros.write.answers import proposed_id
from macros.write.plain import WriteRefused, plain_row

NOT_CHANGED = "Inget är ändrat, så inget är sparat."
TAKEN = (
    "Id {} finns redan bland de gemensamma raderna. Välj ett annat, eller öppna den gemensamma raden och gör den till er egen."
)
ODD_SHAPE = "Fältet {} har en form som formuläret inte kan visa. Rätta raden i filen först (make kontroll säger hur)."
Listed = list[tuple[str, str, bool]]


class RowForm:
    """Formuläret för en rad. `old` är raden i förbundets egen fil, och None när den ännu inte finns där."""

    def __init__(self, store: Store, data: Data, table: Table, row: Row | None = None, is_own: bool = False):
        self.store, self.data, self.table = store, data, table
        self.base: Row = row or {}
        self.is_new = row is None
        self.is_shared = row is not None and not is_own
        self.old = row if is_own else None
        self.mark = mark_of(self.old)
        self.maker = FormMaker(table, all_names(table, data))
        self.verdict: Verdict | None = None
        self.main: list[Node] = []
        self.more: list[Node] = []
        self.is_aside = False
        self.focus = ""  # fältet som markören ska stå i

    @property
    def id(self) -> str:
        return str(self.base.get(self.table.primary_key, ""))

    def copy(self, row: Row) -> None:
        """Börjar med en annan rads värden, utan dess id."""
        hidden = {one.name for one in self.table.fields if one.from_folder}
        self.base = {name: value for name, value in row.items() if name != self.table.primary_key and name not in hidden}

    def make(self) -> None:
        """Gör formuläret av raden som den är, eller som den är lagd åt sidan."""
        aside = next((one.new for one in self.store.waiting.get(self.table.name, []) if self.old and one.id == self.id), None)
        self._show(aside or self.base)

    @property
    def can_wait(self) -> bool:
        """Sant när ändringen kan höra ihop med andra rader: den ger fel där, eller något är redan lagt åt sidan."""
        return bool(self.store.waiting.get(self.table.name) or (self.verdict and self.verdict.elsewhere))

    def fill(self, asked: Asked) -> Saved | None:
        """Tar emot det ifyllda, prövar det och sparar när det ska. Returns: det sparade, eller None när formuläret ska visas igen."""
        self.mark = asked.given("mark")
        posted, does = asked.posted or [], asked.given("gor")
        what, _, path = does.partition(":")
        if what in ("lagg", "bort"):
            row = self.maker.row_of(posted, self.is_new, with_empty=True)
            self._show(with_group(row, self.table, path) if what == "lagg" else without_group(row, path))
            self._focus_on(path, is_new=what == "lagg")
            return None
        row = self._whole(self.maker.row_of(posted, self.is_new))
        edit = Edit(self.id if self.old else "", row, self.mark, name_of(self.table, row, self.data))
        if does == "vanta" and row:
            self.store.set_aside(self.table, edit)
            self.is_aside = True
            return None
        edits = self.store.waiting_with(self.table, edit)
        self.verdict = try_rows(self.store.folder, self.table, edits, self.store.today())
        self._add_own_errors(row, does)
        if does == "spara" and self.verdict.is_ok:
            return self.store.save_rows(self.table, [*edits[1:], edits[0]], self.data)
        self._show(row)
        return None

    def _whole(self, row: Row) -> Row:
        """Raden med det som formuläret inte visar. En ny rad får ett id av sitt namn."""
        key = self.table.primary_key
        if not self.is_new:
            base = {name: value for name, value in self.base.items() if self.old or not self.table.by_name[name].from_folder}
            return kept(base, row, self.table)
        if key not in row and (proposed := proposed_id(self.table, row, self.data.ids(self.table.name))):
            row[key] = proposed
        return row

    def _add_own_errors(self, row: Row, does: str) -> None:
        assert self.verdict, "det ifyllda är prövat"
        key = self.table.primary_key
        if self.is_new and row.get(key) in {id_ for id_, _, is_own in listed(self.table, self.data, "") if not is_own}:
            self.verdict.own.append(Said(FEL, TAKEN.format(row[key]), key))
        if does == "spara" and self.mark != mark_of(self.old):
            self.verdict.own.insert(0, Said(FEL, CHANGED_ROW))
        elif does == "spara" and row == self.old:
            self.verdict.own.insert(0, Said(FEL, NOT_CHANGED))

    def remove(self, asked: Asked) -> Saved | None:
        """Tar bort raden om inget går sönder av det. Returns: det sparade, eller None när det finns fel att visa."""
        self.mark = asked.given("mark")
        edit = Edit(self.id, {}, self.mark, name_of(self.table, self.base, self.data))
        if asked.given("gor") == "vanta":
            self.store.set_aside(self.table, edit)
            self.is_aside = True
            return None
        edits = self.store.waiting_with(self.table, edit)
        self.verdict = try_rows(self.store.folder, self.table, edits, self.store.today())
        if self.mark != mark_of(self.old):
            self.verdict.own.insert(0, Said(FEL, CHANGED_ROW))
        return self.store.save_rows(self.table, edits, self.data) if self.verdict.is_ok else None

    def _show(self, row: Row) -> None:
        """Raises: WriteRefused när raden inte går att visa som ett formulär."""
        try:
            self.main, self.more = self.maker.nodes(row, self.is_new)
        except Unshowable as odd:
            raise WriteRefused(ODD_SHAPE.format(odd)) from odd
        nodes = {node.path: node for top in (*self.main, *self.more) for node in top.walk()}
        for said in self.verdict.own if self.verdict else ():
            path = said.path
            while path and path not in nodes:
                path = path.rpartition(".")[0]
            if path:
                nodes[path].findings.append((said.level, said.text))

    def _focus_on(self, path: str, is_new: bool) -> None:
        nodes = {node.path: node for top in (*self.main, *self.more) for node in top.walk()}
        found = nodes.get(path if is_new else path.rpartition(".")[0])
        if found is None or not found.parts:
            return
        last = found.parts[-1] if is_new else found.parts[0]
        self.focus = next(node.name for node in last.walk() if not node.parts)

    def node_id(self, said: Said) -> str:
        """Fältet som ett fynd gäller, som länkens mål. Tom när det gäller hela raden."""
        found = next(
            (node for top in (*self.main, *self.more) for node in top.walk() if (said.level, said.text) in node.findings), None
        )
        return next((one.id for one in found.walk() if not one.parts), found.id) if found else ""


def listed(table: Table, data: Data, query: str) -> Listed:
    """Raderna som går att öppna: id, namn och om de är förbundets egna. De egna först."""
    found = []
    for row in data.rows(table.name):
        layer = data.layer(row).name
        id_ = str(row.get(table.primary_key, ""))
        if layer == "andra" or not id_:
            continue
        name = name_of(table, row, data)
        if not query or query.casefold() in " ".join([id_, name, *_texts(plain_row(row))]).casefold():
            found.append((id_, name, layer == "eget"))
    return sorted(found, key=lambda one: not one[2])


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else [str(value)]
