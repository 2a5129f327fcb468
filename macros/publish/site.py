"""Publicering: allt eller inget. Den gamla webbplatsen ligger kvar orörd tills den nya är färdig och prövad."""

import errno
import shutil
import sys
from datetime import date
from pathlib import Path

from macros import check, findings
from macros.adapter.engine import build
from macros.adapter.site import make
from macros.publish import fingeravtryck, swap
from macros.publish.adressbok import guarded
from macros.publish.kallkarta import lost_facts, reader
from macros.publish.links import SiteLinks, dead_links
from macros.settings import motor, site_path

MB = 1_000_000


def run(data: Path, out: Path, today: date) -> int:
    """Kontrollerar, bygger, prövar länkarna och byter ut `out`. Returns: 0 när det gick, annars 1."""
    base, engine, examined = site_path(), motor(), guarded(check.examine(data, today))
    sys.stderr.write(findings.as_text(examined.findings))
    print(findings.summary(examined.findings, len(examined.acknowledged)), file=sys.stderr)
    if not examined.is_ok:
        return _stopped("Data har fel", out)
    out = out.resolve()
    try:
        problem = obstacle(out) or _publish(examined, out, base, engine)
    except OSError as error:
        if error.errno is None:  # ett fel i programmet, som en mall som saknas
            raise
        problem = f"Det går inte att skriva i {out.parent}: {why(error)}"
    if problem:
        return _stopped(problem, out)
    print(f"Klart. Webbplatsen ligger i {out}.", file=sys.stderr)
    return 0


def _publish(examined: check.Examined, out: Path, base: str, engine: str) -> str:
    """Returns: vad som gick fel, eller tom text när `out` är den nya webbplatsen. Raises: OSError."""
    with swap.fresh_folder(out) as fresh:
        site = make(examined)
        problem = build(site, fresh, engine) or broken_links(examined, site.left_out, fresh, base)
        if not problem:
            rows = examined.data.tables.get("kallkarta", []) if examined.data else []
            sys.stderr.write(findings.as_text(list(lost_facts(rows, reader(fresh)))))
            sys.stderr.write(forgotten(examined))
            fingeravtryck.write(fresh, site.context.today)
            swap.replace(fresh, out)
    return problem


def forgotten(examined: check.Examined) -> str:
    """Varningen när utfall eller enkätsvar visas och ingen liggare är påbörjad. Har förbundet en så vaktar kontrollen den."""
    tables = examined.data.tables
    has_outcomes = any(row.get("exempel") != "ja" for row in tables.get("utfall", []))
    if tables.get("publicerat") or not (has_outcomes or tables.get("enkatsvar")):
        return ""
    return (
        f"varning: Webbplatsen visar {'utfall' if has_outcomes else 'enkätsvar'}, men publicerat.yaml är tom. Kör python -m macros publicera när den publiceras, och spara "
        "filen i git. Annars går dolda tal att räkna ut ur två versioner.\n"
    )


def obstacle(out: Path) -> str:
    """Det som skulle stoppa bytet, och som går att veta innan något byggs. Annars tom text."""
    if holds_something_else(out):
        return f"I {out} ligger annat än en byggd webbplats, och det hade försvunnit. Välj en ny eller tom mapp med UT"
    if out.exists() and swap.is_mount_point(out):
        return f"{out} är en egen disk eller volym, och den går inte att byta ut. Välj en mapp i den, som UT={out / 'webb'}"
    if is_site(out):
        needed, free = size_of(out), shutil.disk_usage(out.parent).free
        if free < needed:
            return (
                f"Disken är nästan full: {free // MB} MB är ledigt, och webbplatsen tar ungefär {needed // MB + 1} MB. "
                "Ta bort något, eller välj en annan mapp med UT"
            )
    return ""


def size_of(folder: Path) -> int:
    """Bytes som filerna i mappen tar."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def why(error: OSError) -> str:
    """Felet från datorn, med vad som ska göras."""
    known = {
        errno.ENOSPC: "disken är full. Ta bort något",
        errno.EDQUOT: "utrymmet som du får använda är slut. Ta bort något",
        errno.EACCES: "du har inte rätt att skriva där. Be den som sköter datorn om den rätten",
        errno.EPERM: "du har inte rätt att skriva där. Be den som sköter datorn om den rätten",
        errno.EROFS: "disken går bara att läsa. Byt disk",
        errno.EBUSY: "mappen används av något annat, eller är en egen disk. Stäng det som använder den",
    }
    return f"{known.get(error.errno or 0, str(error.strerror))}, eller välj en annan mapp med UT"


def is_site(folder: Path) -> bool:
    """Sant för en webbplats som vi har byggt."""
    return (folder / "_headers").is_file()


def holds_something_else(out: Path) -> bool:
    """Sant för en fil, och för en mapp med annat innehåll än en webbplats."""
    return out.exists() and not is_site(out) and (not out.is_dir() or any(out.iterdir()))


def _stopped(problem: str, out: Path) -> int:
    kept = f" Den tidigare webbplatsen i {out} är orörd." if is_site(out) else ""
    print(findings.visible(f"{problem}. Inget publicerades.{kept}"), file=sys.stderr)
    return 1


def broken_links(examined: check.Examined, left_out: set[str], folder: Path, base: str = "/") -> str:
    """Länkar och ankare som inte leder någonstans, skrivna till stderr. Returns: sammanfattning eller tom text.

    Args:
        left_out: adresserna till sidor som inte är med, för att en tabell som de bygger på saknar rader.
        base: sökvägen som webbplatsen ligger på hos servern. 404-sidans länkar börjar med den.
    """
    site = SiteLinks(folder, base)
    in_data = list(dead_links(examined.links, site, left_out))
    problems = [*map(str, in_data), *site.problems({str(place.value) for place in examined.links})]
    for problem in problems[:50]:
        print(findings.visible(problem), file=sys.stderr)
    return f"{len(problems)} länkar leder ingenstans" if problems else ""
