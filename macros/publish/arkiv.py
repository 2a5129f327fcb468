"""`arkivera`: en kopia av den byggda webbplatsen som går att läsa utan server, med kontrollsummor för arkivet.

Samma webbplats ger samma byte. Förhandsvisningen av ett ändringsförslag är en likadan kopia.
"""

import hashlib
import shutil
from pathlib import Path

from macros.publish.fran_disk import make_browsable
from macros.publish.site import is_site
from macros.settings import ROOT, SettingError

USAGE = "Skriv arkivera och ett år, som arkivera 2026. Sedan kan en mapp stå, som arkivera 2026 kopia."
MANIFEST = "manifest-sha256.txt"
READ_ME = "LÄS-MIG.txt"
# Kontrollsummornas form är BagIts (RFC 8493), som också sha256sum läser.
TEXT = f"""Det här är en kopia av en webbplats. Den går att läsa utan internet och utan server.

Öppna index.html: dubbelklicka på filen, så visas startsidan i din webbläsare. Länkarna mellan sidorna och sökningen fungerar.
Sidorna går också att läsa utan skript. Det som ett skript hämtar medan du arbetar fungerar bara på webbplatsen, som att ladda
ner ett urval ur en katalog eller att få en ansökan ifylld i Word.

Dagen som kopian gäller står längst ner på varje sida.

{MANIFEST} har kontrollsumman (SHA-256) för varje annan fil. Så ser du att inget har ändrats, i Linux:

    sha256sum --check --quiet {MANIFEST}

I macOS skriver du shasum -a 256 --check --quiet {MANIFEST}. Skrivs inget är alla filer oförändrade.
"""


def run(arguments: list[str], site: Path) -> int:
    """Raises: SettingError när argumenten är fel, webbplatsen inte är byggd eller mappen redan har något i sig."""
    if not 1 <= len(arguments) <= 2 or not (arguments[0].isdecimal() and len(arguments[0]) == 4):
        raise SettingError(USAGE)
    year, *given = arguments
    folder = Path(given[0]) if given else ROOT / f"arkiv-{year}"
    archive(site, folder)
    print(f"Kopian ligger i {folder}. Öppna {folder / 'index.html'}, och läs {READ_ME} om kontrollsummorna.")
    return 0


def archive(site: Path, folder: Path) -> None:
    """Kopian i en ny eller tom mapp. Raises: SettingError när webbplatsen inte är byggd eller mappen har något i sig."""
    if not is_site(site):
        raise SettingError(f"Det finns ingen webbplats i {site}. Kör bygg först.")
    if folder.resolve().is_relative_to(site.resolve()):
        raise SettingError(f"{folder} ligger i webbplatsen som ska kopieras. Välj en mapp utanför {site}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingError(
            f"{folder} finns redan, och ett arkiv skrivs aldrig över. Välj en annan mapp, eller ta bort den först."
        )
    try:
        shutil.copytree(site, folder, dirs_exist_ok=True)
        make_browsable(folder)
        (folder / READ_ME).write_text(TEXT, "utf8", newline="\n")
        (folder / MANIFEST).write_text(manifest(folder), "utf8", newline="\n")
    except OSError as error:
        raise SettingError(f"Det går inte att skriva i {folder}: {error.strerror or error}. Välj en annan mapp.") from error


def manifest(folder: Path) -> str:
    """En rad för varje fil: kontrollsumman, två blanksteg och namnet från mappen. Ordnad efter namn."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names if name != MANIFEST
    )
