"""Sidorna: vilken adress som visar vad. Allt slås upp i ordboken och bland sidorna; inget blir en väg på disken."""

import re
import secrets
from collections.abc import Callable
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

from macros.redigera import proposal, texts
from macros.redigera.names import name_of
from macros.redigera.page import asset, page
from macros.redigera.preview import Beside
from macros.redigera.rows import RowForm, listed
from macros.redigera.server import Answer, Asked
from macros.redigera.store import CHANGED_PAGE, Store
from macros.redigera.trial import Said, Verdict, try_page, try_rows
from macros.settings import folders
from macros.write import byt_id
from macros.write.plain import WriteRefused

MAX_FOUND = 50  # så många träffar visas på en gång
GONE = "Sidan finns inte. Gå till början och välj därifrån."


class App:
    """Svaren på allt som frågas."""

    def __init__(self, folder: Path, today: Callable[[], date]):
        self.store, self.beside = Store(folder, today), Beside(folder)
        self.token = secrets.token_urlsafe(32)
        self.routes: list[tuple[str, str, Callable[..., Answer]]] = [
            ("GET", r"/", self.start),
            ("GET", r"/fil/([\w.-]+)", self.file),
            ("*", r"/tabell/(\w+)", self.table),
            ("*", r"/tabell/(\w+)/ny", self.new_row),
            ("*", r"/tabell/(\w+)/rad/([^/]+)", self.row),
            ("*", r"/tabell/(\w+)/bort/([^/]+)", self.remove),
            ("*", r"/tabell/(\w+)/id/([^/]+)", self.new_id),
            ("GET", r"/sidor", self.pages),
            ("*", r"/ny-sida", self.new_page),
            ("*", r"/sidor/(.+)", self.text),
            ("GET", r"/sparat/([0-9]{1,6})", self.saved),
            ("POST", r"/angra", self.undo),
            ("POST", r"/visa", self.show),
            ("*", r"/foresla", self.propose),
            ("POST", r"/borja-om", self.start_over),
        ]

    def is_own_form(self, token: str) -> bool:
        """Sant när formuläret är gjort av den här servern."""
        return secrets.compare_digest(token.encode(), self.token.encode())

    def close(self) -> None:
        self.beside.close()

    def answer(self, asked: Asked) -> Answer:
        method = "GET" if asked.posted is None else "POST"
        for wanted, pattern, view in self.routes:
            found = re.fullmatch(pattern, asked.path)
            if found and wanted in (method, "*"):
                with self.store.lock:
                    return self._answer(view, asked, [unquote(part) for part in found.groups()])
        return self.page("besked.html", "Sidan finns inte", HTTPStatus.NOT_FOUND, text=GONE)

    def _answer(self, view: Callable[..., Answer], asked: Asked, parts: list[str]) -> Answer:
        try:
            return view(asked, *parts)
        except KeyError:
            return self.page("besked.html", "Sidan finns inte", HTTPStatus.NOT_FOUND, text=GONE)
        except WriteRefused as refused:
            return self.page("besked.html", "Det gick inte", HTTPStatus.CONFLICT, text=str(refused))

    def page(self, template: str, title: str, status: HTTPStatus = HTTPStatus.OK, **context: object) -> Answer:
        return page(
            template, title, status, token=self.token, can_undo=any(not one.undone for one in self.store.saved), **context
        )

    # ---- Hitta -------------------------------------------------------------------------------------------

    def start(self, asked: Asked) -> Answer:
        data, query = self.store.data(), asked.query.get("q", "").strip()
        tables = [(table, len(self.store.own_ids(table, data))) for table in data.dictionary.tables.values()]
        found = [(table, id_, name) for table, _ in tables for id_, name, _ in (listed(table, data, query) if query else ())]
        names = [one for one in self._titles() if query and query.casefold() in f"{one[1]} {one[0]}".casefold()]
        return self.page(
            "start.html", "Redigera", q=query, tables=tables, found=found[:MAX_FOUND], more=len(found) - MAX_FOUND, names=names
        )

    def file(self, _: Asked, name: str) -> Answer:
        found = asset(name)
        if found is None:
            raise KeyError(name)
        return found

    def table(self, asked: Asked, name: str) -> Answer:
        data, query = self.store.data(), asked.query.get("q", "").strip()
        table = data.dictionary.tables[name]
        waiting, verdict, status = self.store.waiting.get(name, []), None, HTTPStatus.OK
        what, _, number = asked.given("gor").partition(":")
        if what == "slang" and number.isdecimal() and int(number) < len(waiting):
            del waiting[int(number)]
            return Answer(to=f"/tabell/{name}")
        if what == "spara" and waiting:
            verdict = try_rows(self.store.folder, table, waiting, self.store.today())
            if verdict.is_ok:
                saved = self.store.save_rows(table, waiting, data)
                return Answer(to=f"/sparat/{self.store.saved.index(saved)}")
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        rows = listed(table, data, query)
        context = {"table": table, "q": query, "rows": rows, "waiting": waiting, "verdict": verdict}
        return self.page("tabell.html", table.title, status, **context)

    # ---- Rader -------------------------------------------------------------------------------------------

    def new_row(self, asked: Asked, name: str) -> Answer:
        data = self.store.data()
        table = data.dictionary.tables[name]
        form = RowForm(self.store, data, table)
        aside, number = self.store.waiting.get(name, []), asked.query.get("lagd", "")
        if copied := asked.query.get("som"):
            form.copy(self.store.row(table, copied, data)[0])
        elif number.isdecimal() and int(number) < len(aside):
            form.copy(aside[int(number)].new)
        return self._row_form(asked, form, f"Ny rad: {table.rad}")

    def row(self, asked: Asked, name: str, id_: str) -> Answer:
        data = self.store.data()
        table = data.dictionary.tables[name]
        row, is_own = self.store.row(table, id_, data)
        form = RowForm(self.store, data, table, row, is_own)
        return self._row_form(asked, form, name_of(table, row, data))

    def _row_form(self, asked: Asked, form: RowForm, title: str) -> Answer:
        if asked.posted is None:
            form.make()
        elif saved := form.fill(asked):
            return Answer(to=f"/sparat/{self.store.saved.index(saved)}")
        if form.is_aside:
            return Answer(to=f"/tabell/{form.table.name}")
        if asked.given("gor") == "prova-tyst":
            return self.page("fynd.html", title, verdict=form.verdict, form=form)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if asked.given("gor") == "spara" else HTTPStatus.OK
        return self.page("rad.html", title, status, form=form, table=form.table, verdict=form.verdict)

    def remove(self, asked: Asked, name: str, id_: str) -> Answer:
        data = self.store.data()
        table = data.dictionary.tables[name]
        row, is_own = self.store.row(table, id_, data)
        if not is_own:
            raise WriteRefused("Raden är gemensam för alla förbund och går inte att ta bort här.")
        form = RowForm(self.store, data, table, row, is_own)
        if asked.posted is not None and (saved := form.remove(asked)):
            return Answer(to=f"/sparat/{self.store.saved.index(saved)}")
        if form.is_aside:
            return Answer(to=f"/tabell/{table.name}")
        title = f"Ta bort {name_of(table, row, data)}"
        status = HTTPStatus.OK if asked.posted is None else HTTPStatus.UNPROCESSABLE_ENTITY
        return self.page("bort.html", title, status, form=form, table=table, verdict=form.verdict)

    def new_id(self, asked: Asked, name: str, id_: str) -> Answer:
        data = self.store.data()
        table = data.dictionary.tables[name]
        row, is_own = self.store.row(table, id_, data)
        if not is_own:
            raise WriteRefused("Raden är gemensam för alla förbund, så dess id ändras inte här.")
        new, said = asked.given("nytt").strip(), ""
        if asked.posted is not None:
            change = byt_id.Change(table, id_, new)
            try:
                drafts, count = byt_id.drafted(data, change)
                return self.page("besked.html", "Id:t är bytt", text=byt_id.save(drafts, change, count))
            except WriteRefused as refused:
                said = str(refused)
        status = HTTPStatus.CONFLICT if said else HTTPStatus.OK
        return self.page("id.html", f"Byt id: {name_of(table, row, data)}", status, table=table, id=id_, new=new, said=said)

    # ---- Texter ------------------------------------------------------------------------------------------

    def _titles(self) -> list[tuple[str, str, bool]]:
        """Sidorna: väg, rubrik och om de är förbundets egna. En sida som inte går att läsa har sin väg som rubrik."""
        where = folders(self.store.folder)
        found = []
        for name, folder in texts.page_names(where).items():
            try:
                title = texts.open_page(where, name).title
            except WriteRefused:
                title = name
            found.append((name, title, folder == where.docs))
        return sorted(found, key=lambda one: one[1].casefold())

    def pages(self, asked: Asked) -> Answer:
        query = asked.query.get("q", "").strip()
        found = [one for one in self._titles() if query.casefold() in f"{one[1]} {one[0]}".casefold()]
        return self.page("sidor.html", "Sidornas texter", q=query, names=found)

    def new_page(self, asked: Asked) -> Answer:
        where, verdict = folders(self.store.folder), None
        header = {key: asked.given(f"f.{key}").strip() for key in texts.NEW_FIELDS}
        part, body = asked.given("del"), asked.given("f.text")
        if asked.posted is not None:
            made = texts.new_page(where, part, header)
            new = texts.written(header, body)
            verdict = try_page(self.store.folder, made.name, new, self.store.today())
            if verdict.is_ok:
                self.store.save_page(made, new)
                return Answer(to=f"/sparat/{len(self.store.saved) - 1}")
        status = HTTPStatus.UNPROCESSABLE_ENTITY if verdict else HTTPStatus.OK
        fields = [(key, *texts.NEW_FIELDS[key], header[key]) for key in texts.NEW_FIELDS]
        parts = texts.parts(where)
        return self.page("ny_sida.html", "Ny sida", status, fields=fields, parts=parts, part=part, body=body, verdict=verdict)

    def text(self, asked: Asked, name: str) -> Answer:
        opened = texts.open_page(folders(self.store.folder), name)
        header, body, verdict = {key: opened.header.get(key, "") for key in texts.FIELDS}, opened.body, None
        if asked.posted is not None:
            header, body = {key: asked.given(f"f.{key}").strip() for key in texts.FIELDS}, asked.given("f.text")
            new = texts.changed_page(opened, header, body)
            verdict = try_page(self.store.folder, name, new, self.store.today())
            if asked.given("gor") == "spara":
                if asked.given("mark") != opened.mark:
                    verdict.own.insert(0, Said("fel", CHANGED_PAGE))
                elif new == opened.data:
                    verdict.own.insert(0, Said("fel", "Inget är ändrat, så inget är sparat."))
                if verdict.is_ok:
                    self.store.save_page(opened, new)
                    return Answer(to=f"/sparat/{len(self.store.saved) - 1}")
        if asked.given("gor") == "prova-tyst":
            return self.page("fynd.html", opened.title, verdict=verdict or Verdict(), form=None)
        mark = asked.given("mark") or opened.mark
        status = HTTPStatus.UNPROCESSABLE_ENTITY if asked.given("gor") == "spara" else HTTPStatus.OK
        fields = [(key, *texts.FIELDS[key], header[key]) for key in texts.FIELDS]
        context = {"opened": opened, "fields": fields, "body": body.replace("\r\n", "\n"), "mark": mark, "verdict": verdict}
        return self.page("text.html", opened.title, status, **context)

    # ---- Efteråt -----------------------------------------------------------------------------------------

    def saved(self, _: Asked, number: str) -> Answer:
        if int(number) >= len(self.store.saved):
            raise KeyError(number)
        saved = self.store.saved[int(number)]
        is_last = not any(not one.undone for one in self.store.saved[int(number) + 1 :])
        here = proposal.checkout(self.store.folder)
        return self.page("sparat.html", "Ångrat" if saved.undone else "Sparat", saved=saved, is_last=is_last, here=here)

    def undo(self, _: Asked) -> Answer:
        saved = self.store.undo()
        return Answer(to=f"/sparat/{self.store.saved.index(saved)}")

    def show(self, asked: Asked) -> Answer:
        wanted = asked.given("sida")
        path = wanted if re.fullmatch(r"(?:[a-z0-9_-]+/)*", wanted) else ""
        return Answer(to=self.beside.url() + path)

    def propose(self, asked: Asked) -> Answer:
        if asked.posted is None:
            return self.page("foresla.html", "Föreslå ändringen", here=proposal.checkout(self.store.folder), said="", words="")
        words, author = asked.given("ord"), (asked.given("namn").strip(), asked.given("e_post").strip())
        try:
            done = proposal.propose(self.store.folder, words, author, datetime.now())
        except WriteRefused as refused:
            here = proposal.checkout(self.store.folder)
            context = {"here": here, "said": str(refused), "words": words}
            return self.page("foresla.html", "Föreslå ändringen", HTTPStatus.CONFLICT, **context)
        return self.page("foreslaget.html", "Förslaget är skickat", done=done)

    def start_over(self, _: Asked) -> Answer:
        return self.page("besked.html", "Klart", text=proposal.start_over(self.store.folder))
