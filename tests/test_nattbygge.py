"""Nattens bygge publiceras bara när något annat än dagen är nytt."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from macros.publish.fingeravtryck import NAME, fingerprint
from macros.settings import ROOT
from macros.tools.server import served
from tests.conftest import build
from tests.test_publish import change
from tests.vardar import host

DAYS = date(2026, 12, 8), date(2026, 12, 9)


def site(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf8")
    return folder


@pytest.mark.parametrize("written", [str, lambda day: f"{day:%Y%m%d}", lambda day: f"{day.day} december {day.year}"])
def test_the_day_itself_is_not_news(tmp_path: Path, written) -> None:
    first, second = (site(tmp_path / str(day), index_html=f"<p>Publicerad {written(day)}.") for day in DAYS)
    assert fingerprint(first, DAYS[0]) == fingerprint(second, DAYS[1])
    assert fingerprint(first, DAYS[0]) != fingerprint(second, DAYS[0])


def test_a_word_a_file_or_a_name_is(tmp_path: Path) -> None:
    variants = [
        {"index_html": "En"}, {"index_html": "Två"}, {"annan_html": "En"}, {"index_html": "En", "ny_png": ""}, {"index_html": ""},
    ]  # fmt: skip
    prints = [fingerprint(site(tmp_path / str(number), **files), DAYS[0]) for number, files in enumerate(variants)]
    assert len({*prints}) == len(variants)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Webbplatsen två nätter i rad då inget händer, och sedan med en rättad uppgift."""
    folder = tmp_path_factory.mktemp("natt")
    data, sites = host("tomt", folder / "mapp"), [folder / f"site{number}" for number in range(3)]
    build(data, sites[0], DAYS[0])
    build(data, sites[1], DAYS[1])
    change(data / "forbund.yaml", "namn: ", "namn: Nya ")
    build(data, sites[2], DAYS[1])
    return sites


def test_a_night_when_nothing_happens_gives_the_same_print(nights: list[Path]) -> None:
    first, second, later = ((folder / NAME).read_text("utf8") for folder in nights)
    assert first == second != later


@pytest.mark.parametrize(("published", "said"), [(0, "false"), (2, "true"), (None, "true")])
def test_the_pipeline_is_told(nights: list[Path], tmp_path: Path, published: int | None, said: str) -> None:
    """`.ci/nytt` jämför med det som ligger ute. Ligger inget ute är allt nytt."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/nytt").write_bytes((ROOT / ".ci/nytt").read_bytes())
    (tmp_path / "site").symlink_to(nights[1])
    outside = tmp_path / "tomt"
    outside.mkdir()
    with served(outside if published is None else nights[published]) as url:
        done = subprocess.run(
            ["bash", tmp_path / ".ci/nytt"], env={**os.environ, "SITE_URL": url}, text=True, capture_output=True, check=True
        )
    assert done.stdout == f"publicera={said}\n"
