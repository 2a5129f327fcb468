"""Byggets indata ur miljön. Frågas här, en gång, och skickas sedan vidare."""

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
FIRST_DAY = date(2004, 1, 1)  # lagen (2003:1210) om finansiell samordning trädde i kraft
TOO_LATE = 2200  # ett sådant år är sekunder skrivna som något annat, till exempel millisekunder
ENGINES = ("mkdocs", "properdocs")


class SettingError(Exception):
    """En inställning går inte att använda. Texten säger vilken, och vad som ska skrivas."""


class Folders(NamedTuple):
    """Mapparna som en webbplats görs av: förbundets egna uppgifter och texter, och det som är lika för alla förbund."""

    data: Path
    docs: Path
    common_data: Path
    common_docs: Path

    @property
    def pages(self) -> tuple[Path, ...]:
        """Mapparna med sidor. En sida i en senare mapp ersätter den med samma namn i en tidigare."""
        return self.common_docs, self.docs


def data_folder() -> Path:
    return Path(os.environ.get("DATA") or ROOT / "data")


def folders(data: Path) -> Folders:
    """Mapparna bredvid en datamapp. Har den inget eget `gemensamt` gäller programmets."""
    beside = data.resolve().parent  # också när datamappen är den mapp där kommandot körs
    common = beside / "gemensamt"
    data_of_all, docs_of_all = (
        common / part if (common / part).is_dir() else ROOT / "gemensamt" / part for part in ("data", "docs")
    )
    return Folders(data, beside / "docs", data_of_all, docs_of_all)


def out_folder() -> Path:
    return Path(os.environ.get("UT") or ROOT / "site")


def today() -> date:
    """Dagen som bygget gäller: SOURCE_DATE_EPOCH (reproducible-builds.org), annars i dag. Raises: SettingError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    try:
        day = datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()
        if day.year >= TOO_LATE:
            raise ValueError(f"år {day.year}")
    except (ValueError, OverflowError, OSError) as error:
        raise SettingError(
            f"SOURCE_DATE_EPOCH är {epoch}, men ska vara ett antal sekunder sedan 1970, som 1795305600. "
            "Rätta inställningen eller ta bort den."
        ) from error
    if day < FIRST_DAY:
        raise SettingError(
            f"SOURCE_DATE_EPOCH är {epoch}, alltså {day}, men lagen om samordningsförbund började gälla {FIRST_DAY.year}. "
            "Rätta inställningen eller ta bort den."
        )
    return day


def _folder_url(name: str) -> str:
    """En adress ur miljön, med snedstreck sist. Tom när den inte är satt. Raises: SettingError."""
    url = os.environ.get(name, "").strip()
    if url and not re.fullmatch(r"https?://[^\s/?#<>\"]+(?:/[^\s?#<>\"]*)?", url):
        raise SettingError(
            f"{name} är {url}, men ska vara en adress som https://exempel.se/webbplats/. Rätta inställningen eller ta bort den."
        )
    return url if not url or url.endswith("/") else url + "/"


def edit_url() -> str:
    """Adressen som en fils väg läggs efter, till exempel `https://…/blob/main/`. Tom när den inte är känd."""
    return _folder_url("REDIGERA_URL")


def site_url() -> str:
    """Hela adressen till webbplatsen, med snedstreck sist. Tom när den inte är känd."""
    return _folder_url("SITE_URL")


def site_path() -> str:
    """Sökvägen som webbplatsen ligger på: `/`, eller `/webbplats/` när SITE_URL är https://exempel.se/webbplats/."""
    return urlsplit(site_url()).path or "/"


def port() -> int:
    """Porten för `make visa`. Raises: SettingError."""
    given = os.environ.get("PORT", "").strip() or "8000"
    if not re.fullmatch("[0-9]{1,5}", given) or not 0 < int(given) < 65536:
        raise SettingError(f"PORT är {given}, men ska vara ett tal mellan 1 och 65535, som 8001.")
    return int(given)


def motor() -> str:
    """Sajtmotorn som bygger. Raises: SettingError."""
    given = os.environ.get("MOTOR", "").strip() or ENGINES[0]
    if given not in ENGINES:
        raise SettingError(f"MOTOR är {given}, men ska vara {' eller '.join(ENGINES)}. Rätta inställningen eller ta bort den.")
    return given
