"""Byggets indata ur miljön. Frågas här, en gång, och skickas sedan vidare."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    return Path(os.environ.get("DATA") or ROOT / "data")


def out_folder() -> Path:
    return Path(os.environ.get("UT") or ROOT / "site")


def today() -> date:
    """Dagen som bygget gäller: SOURCE_DATE_EPOCH (reproducible-builds.org), annars i dag."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


def edit_url() -> str:
    """Adressen som en fils väg läggs efter, till exempel `https://…/blob/main/`. Tom när den inte är känd."""
    url = os.environ.get("REDIGERA_URL", "")
    return url if not url or url.endswith("/") else url + "/"


def is_preview() -> bool:
    """Sant i `make visa`, där sidan laddas om av sig själv."""
    return os.environ.get("FORHANDSVISNING") == "1"
