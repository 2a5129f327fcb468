"""Publicering: allt eller inget. Den gamla webbplatsen ligger kvar orörd tills den nya är färdig och prövad."""

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from macros import check, findings
from macros.adapter.engine import build
from macros.adapter.site import make
from macros.publish import swap
from macros.publish.links import SiteLinks, dead_links
from macros.settings import motor, site_path


def run(data: Path, out: Path, today: date) -> int:
    """Kontrollerar, bygger, prövar länkarna och byter ut `out`. Returns: 0 när det gick, annars 1."""
    base, examined = site_path(), check.examine(data, today)
    sys.stderr.write(findings.as_text(examined.findings))
    print(findings.summary(examined.findings), file=sys.stderr)
    if not examined.is_ok:
        return _stopped("Data har fel", out)
    out = out.resolve()
    if holds_something_else(out):
        return _stopped(
            f"I {out} ligger annat än en byggd webbplats, och det hade försvunnit. Välj en ny eller tom mapp med UT", out
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f"{out.name}.ny-", dir=out.parent))
    except OSError as error:
        return _stopped(f"Det går inte att skriva i {out.parent} ({error.strerror}). Välj en annan mapp med UT", out)
    try:
        site = make(examined)
        problem = build(site, fresh, motor()) or broken_links(examined, site.left_out, fresh, base)
        if problem:
            return _stopped(problem, out)
        for address in lost_addresses(out, fresh):
            print(
                f"varning: adressen {address} fanns i den förra webbplatsen men inte i den nya. Har raden bytt id: skriv det "
                "gamla under tidigare_adresser.",
                file=sys.stderr,
            )
        fresh.chmod(0o755)
        swap.replace(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    print(f"Klart. Webbplatsen ligger i {out}.", file=sys.stderr)
    return 0


def is_site(folder: Path) -> bool:
    """Sant för en webbplats som vi har byggt."""
    return (folder / "_headers").is_file()


def holds_something_else(out: Path) -> bool:
    """Sant för en fil, och för en mapp med annat innehåll än en webbplats."""
    return out.exists() and not is_site(out) and (not out.is_dir() or any(out.iterdir()))


def lost_addresses(old: Path, new: Path) -> list[str]:
    """Sidor som fanns i den förra webbplatsen men inte finns i den nya: länkar och bokmärken dit går sönder."""
    pages = (path.parent.relative_to(old).as_posix() for path in old.rglob("index.html"))
    return sorted(f"/{page}/" for page in pages if not (new / page / "index.html").exists())


def _stopped(problem: str, out: Path) -> int:
    kept = f" Den tidigare webbplatsen i {out} är orörd." if is_site(out) else ""
    print(f"{problem}. Inget publicerades.{kept}", file=sys.stderr)
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
        print(problem, file=sys.stderr)
    return f"{len(problems)} länkar leder ingenstans" if problems else ""
