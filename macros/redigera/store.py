"""Det som formulären läser och sparar: en datamapp, dess sidor, och de senaste ändringarna så att de går att ångra."""

import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from macros.check import display_name, read_tables
from macros.check.data import Data
from macros.dictionary.load import DictionaryError, load
from macros.dictionary.words import Table
from macros.redigera import texts
from macros.redigera.changes import Changed, changes
from macros.redigera.names import all_names
from macros.redigera.trial import Edit, Row, own_reading
from macros.settings import folders
from macros.write import Draft, WriteRefused, difference, plain_row, replace_file

CHANGED_ROW = (
    "Raden har ändrats sedan du öppnade den, av dig i en annan flik eller av någon annan. Inget är sparat. "
    "Det du har skrivit står kvar här. Öppna raden i en ny flik, se vad som är nytt, och gör din ändring där."
)
CHANGED_PAGE = CHANGED_ROW.replace("Raden", "Sidan").replace("raden", "sidan")
CHANGED_AFTER = "Filen har ändrats efter det som skulle ångras, så inget är ångrat. Öppna den och ändra tillbaka för hand."
OUTSIDE = "Filen ligger utanför mappen, så den går inte att ändra här."
NEW = "ny"  # märket för en rad som inte fanns när formuläret öppnades


@dataclass
class Saved:
    """En sparad ändring: vad den heter, vad som blev annorlunda, och filens byte före och efter."""

    title: str
    said: list[str]
    changed: list[Changed]
    path: Path
    file: str
    old: bytes | None
    new: bytes
    url: str = ""  # sidan på webbplatsen där det syns
    shared: bytes = b""  # den gemensamma sidan som en ny egen är gjord av
    undone: bool = False

    @property
    def diff(self) -> str:
        return difference(self.shared if self.old is None else self.old, self.new, self.file)


@dataclass
class Store:
    """Mappen som redigeras. Allt som läser eller skriver tar låset: två flikar ska inte skriva samtidigt."""

    folder: Path
    today: Callable[[], date]
    saved: list[Saved] = field(default_factory=list)
    waiting: dict[str, list[Edit]] = field(default_factory=dict)  # lagda åt sidan, efter tabellens namn
    lock: threading.RLock = field(default_factory=threading.RLock)
    _read: tuple[tuple[object, ...], Data] | None = None  # det som lästes senast, och av vilka filer

    def data(self) -> Data:
        """Alla rader som de är sparade, utan kontroll. Raises: WriteRefused när ordboken inte går att använda."""
        seen = self._seen()
        if self._read is None or self._read[0] != seen:
            try:
                self._read = seen, read_tables(folders(self.folder), load(self.folder), self.today())[0]
            except DictionaryError as error:
                raise WriteRefused(f"Ordboken går inte att använda. {error}") from error
        return self._read[1]

    def _seen(self) -> tuple[object, ...]:
        """Filerna som raderna läses ur, med tid och storlek: är de lika behöver inget läsas om."""
        where = folders(self.folder)
        paths = sorted(path for folder in (where.data, where.common_data) for path in folder.rglob("*.yaml"))
        return (self.today(), *((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths))

    def set_aside(self, table: Table, edit: Edit) -> None:
        """Lägger en ändring åt sidan tills de rader som den hör ihop med också är ändrade."""
        others = [one for one in self.waiting.get(table.name, []) if not edit.id or one.id != edit.id]
        self.waiting[table.name] = [*others, edit]

    def waiting_with(self, table: Table, edit: Edit) -> list[Edit]:
        """Ändringen, och de som är lagda åt sidan i samma tabell."""
        return [edit, *(one for one in self.waiting.get(table.name, []) if not edit.id or one.id != edit.id)]

    def own_ids(self, table: Table, data: Data) -> list[str]:
        """Id för förbundets egna rader, i filens ordning."""
        rows = data.rows(table.name)
        return [str(row.get(table.primary_key, "")) for row in rows if data.layer(row).name == "eget"]

    def own_rows(self, table: Table) -> dict[str, Row]:
        """Tabellens egna rader efter id. En rad utan id går inte att öppna här. Raises: WriteRefused."""
        rows = map(plain_row, own_reading(self.folder, table).rows)
        return {str(row[table.primary_key]): row for row in rows if row.get(table.primary_key)}

    def row(self, table: Table, id_: str, data: Data) -> tuple[Row, bool]:
        """Raden, och om den är förbundets egen. Raises: KeyError när den inte finns, WriteRefused."""
        own = self.own_rows(table)
        if id_ in own:
            return own[id_], True
        shared = next(
            row
            for row in [*data.rows(table.name), None]
            if row is None or (row.get(table.primary_key) == id_ and data.layer(row).name == "gemensamt")
        )
        if shared is None:
            raise KeyError(id_)
        return plain_row(shared), False

    # ---- Spara -------------------------------------------------------------------------------------------

    def save_rows(self, table: Table, edits: Sequence[Edit], data: Data) -> Saved:
        """Skriver raderna i en tabell på en gång. Raises: WriteRefused, och då är inget skrivet."""
        draft, original = self._draft(table)
        names, changed, said = all_names(table, data), [], []
        for edit in edits:
            old = draft.rows[draft.number(edit.id)] if edit.id else None
            if mark_of(old) != edit.mark:
                raise WriteRefused(f"{edit.name}: {CHANGED_ROW}")
            if old is None:
                draft.add(edit.new)
            elif edit.new:
                draft.change(edit.id, edit.new)
            else:
                draft.remove_row(edit.id)
            before = f"{edit.name}, " if len(edits) > 1 else ""
            found = changes(table, old or {}, edit.new, names) if edit.new else []
            changed += [one._replace(label=before + one.label) for one in found]
            said += [f"{edit.name} är {'ny' if old is None else 'borttagen'}"] if old is None or not edit.new else []
        path, title = self.folder / table.file_name, f"{table.title}: {', '.join(edit.name for edit in edits)}"
        url = site_url(table, edits[0].new) if edits[0].new else ""
        saved = self._write(Saved(title, said, changed, path, "", original, draft.result(), url))
        self.waiting.pop(table.name, None)
        return saved

    def _draft(self, table: Table) -> tuple[Draft, bytes | None]:
        path = self.folder / table.file_name
        self._refuse_outside(path, self.folder)
        original = path.read_bytes() if path.exists() else None
        return Draft(original if original is not None else b"[]\n", path.name, table), original

    def save_page(self, page: texts.PageText, data: bytes) -> Saved:
        """Skriver sidan i förbundets docs/, också när den som ändrades var gemensam. Raises: WriteRefused."""
        docs = folders(self.folder).docs
        path = docs / page.name
        self._refuse_outside(path, docs)
        path.parent.mkdir(parents=True, exist_ok=True)
        shared_said = "Sidan var gemensam. Nu har ni en egen, som gäller i stället" if page.data else "Sidan är ny"
        said = ["Sidan är ändrad" if page.is_own else shared_said]
        old, shared = (page.data, b"") if page.is_own else (None, page.data)
        return self._write(Saved(f"Sidan {page.title}", said, [], path, "", old, data, page.url, shared))

    def _refuse_outside(self, path: Path, folder: Path) -> None:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise WriteRefused(OUTSIDE)

    def _write(self, saved: Saved) -> Saved:
        """Skriver filen och minns ändringen. Raises: WriteRefused."""
        saved.file = display_name(saved.path.parent, saved.path.name)
        replace_file(saved.path, saved.old, saved.new)
        self.saved.append(saved)
        return saved

    def undo(self) -> Saved:
        """Ångrar den senaste ändringen som inte redan är ångrad. Raises: WriteRefused."""
        saved = next((one for one in reversed(self.saved) if not one.undone), None)
        if saved is None:
            raise WriteRefused("Det finns inget att ångra.")
        if not saved.path.exists() or saved.path.read_bytes() != saved.new:
            raise WriteRefused(CHANGED_AFTER)
        if saved.old is None:
            with suppress(OSError):
                saved.path.unlink()
        else:
            replace_file(saved.path, saved.new, saved.old)
        saved.undone = True
        return saved


def mark_of(row: Row | None) -> str:
    """Radens kontrollsumma, för att märka att den har ändrats sedan formuläret öppnades."""
    return NEW if row is None else hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()


def site_url(table: Table, row: Row) -> str:
    """Sidan där raden syns, när den har en egen."""
    return f"{table.name}/{row[table.primary_key]}/" if table.name in ("insatser", "metoder") else ""
