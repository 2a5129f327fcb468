"""Bygget som inte blir färdigt: dödat, full disk, fel mapp. Inget ligger kvar, och det sägs på svenska vad som ska göras."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from macros.publish import site as publish
from macros.publish import swap
from macros.settings import ROOT
from tests import minimal
from tests.conftest import DAY

PATIENCE = 60  # sekunder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = minimal.Folder(tmp_path).with_program_rows()
    folder.edit("nyheter.yaml", "länk: https://exempel.se/nyheter", "länk: /insatser/")
    folder.edit("insatser.yaml", "länk: /resultat/slutrapporter/", "länk: /resultat/")
    return folder.path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """En tidigare webbplats."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "_headers").write_text("den gamla")
    return folder


def left(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path.name.startswith(out.name))


# ---- Byggen som har dött ------------------------------------------------------------------------------------


def test_what_dead_builds_left_is_removed_and_what_living_ones_use_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for name in ("site.ny-abcdefgh", "site.ny-abcdefg1.gammal", "site.ny-mer-an-atta", "site.nyhet", "annan.ny-abcdefgh"):
        (tmp_path / name / "sida").mkdir(parents=True)
    out.mkdir()
    with swap.fresh_folder(out) as living:
        with swap.fresh_folder(out) as fresh:
            assert living.is_dir() and fresh.is_dir() and living != fresh
        assert living.is_dir() and not fresh.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "annan.ny-abcdefgh",
        "site",
        "site.ny-mer-an-atta",
        "site.nyhet",
    ]


def test_a_swap_that_died_halfway_is_undone(tmp_path: Path) -> None:
    """Mellan de två namnbytena finns bara den gamla webbplatsen, undanlagd."""
    aside = tmp_path / "site.ny-abcdefgh.gammal"
    aside.mkdir()
    (aside / "_headers").write_text("den gamla")
    swap.sweep(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site/_headers").read_text() == "den gamla"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["TERM", "INT"])
@pytest.mark.parametrize("python", [sys.executable, getattr(sys, "_base_executable", sys.executable)], ids=["venv", "datorns"])
def test_a_build_that_is_told_to_stop_leaves_nothing(tmp_path: Path, data: Path, out: Path, number: int, python: str) -> None:
    """Signalen går bara till processen som användaren startade. Den är bygget, också med datorns Python."""
    with building(python, data, out) as process:
        process.send_signal(number)
        assert process.wait(PATIENCE) == 130
    assert left(out) == ["site"] and (out / "_headers").read_text() == "den gamla"


def test_a_killed_build_is_cleaned_up_by_the_next_and_a_web_server_may_read_that(data: Path, out: Path) -> None:
    with building(sys.executable, data, out) as process:
        process.kill()
        process.wait(PATIENCE)
    assert len(left(out)) == 2
    with umask(0o077):
        assert publish.run(data, out, DAY) == 0
    assert left(out) == ["site"] and (out / "index.html").is_file()
    assert list(unreadable(out)) == []


@contextmanager
def building(python: str, data: Path, out: Path) -> Iterator[subprocess.Popen]:
    """Ett bygge som har börjat. Det läser ett rör som ingen skriver i, så att det inte hinner bli klart."""
    hooks, pipe = data.parent / "krok", data.parent / "rör"
    hooks.mkdir()
    os.mkfifo(pipe)
    (hooks / "sitecustomize.py").write_text(
        "import sys\nfrom importlib.util import find_spec\n"
        "if sys.orig_argv[-1] == 'bygg' and find_spec('mkdocs'):\n"
        f"    from macros.publish import site\n    site.build = lambda *_: open({str(pipe)!r}).read()\n"
    )
    env = os.environ | {"DATA": str(data), "UT": str(out), "PYTHONPATH": f"{hooks}:{ROOT}"}
    process = subprocess.Popen([python, "-m", "macros", "bygg"], cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
    end = open_end(pipe, process)
    yield process
    os.close(end)


def open_end(pipe: Path, process: subprocess.Popen) -> int:
    """Rörets ände att skriva i, när bygget har öppnat den andra."""
    while process.poll() is None:
        with suppress(OSError):
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.05)
    raise AssertionError(f"bygget avslutades med {process.returncode}")


# ---- Diskar och rättigheter ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disken är full. Ta bort något"),
        (errno.EDQUOT, "utrymmet som du får använda är slut. Ta bort något"),
        (errno.EACCES, "du har inte rätt att skriva där. Be den som sköter datorn om den rätten"),
        (errno.EROFS, "disken går bara att läsa. Byt disk"),
        (errno.EBUSY, "mappen används av något annat, eller är en egen disk. Stäng det som använder den"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
    ids=lambda value: errno.errorcode[value] if isinstance(value, int) else "",
)
def test_an_error_from_the_disk_is_told_in_plain_words(
    monkeypatch, capsys, data: Path, out: Path, number: int, said: str
) -> None:
    def write(*_: object) -> str:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(publish, "build", write)
    assert publish.run(data, out, DAY) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"Det går inte att skriva i {out.parent}: {said}, eller välj en annan mapp med UT. Inget publicerades. "
        f"Den tidigare webbplatsen i {out} är orörd."
    )
    assert left(out) == ["site"] and (out / "_headers").read_text() == "den gamla"


def test_a_disk_without_room_is_told_before_the_build(monkeypatch, capsys, data: Path, out: Path) -> None:
    (out / "stor.bin").write_bytes(bytes(3_500_000))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    monkeypatch.setattr(publish, "build", lambda *_: pytest.fail("bygget började"))
    assert publish.run(data, out, DAY) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Disken är nästan full: 1 MB är ledigt, och webbplatsen tar ungefär 4 MB. Ta bort något, eller välj en annan mapp med UT. "
        f"Inget publicerades. Den tidigare webbplatsen i {out} är orörd."
    )


def test_a_mount_point_is_told_before_the_build(monkeypatch, capsys, data: Path, out: Path) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: path == out)
    monkeypatch.setattr(publish, "build", lambda *_: pytest.fail("bygget började"))
    assert publish.run(data, out, DAY) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"{out} är en egen disk eller volym, och den går inte att byta ut. Välj en mapp i den, som UT={out / 'webb'}. "
        f"Inget publicerades. Den tidigare webbplatsen i {out} är orörd."
    )


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
        assert os.umask(mask) == mask  # som den var
    finally:
        os.umask(before)


def unreadable(out: Path) -> Iterator[str]:
    """Det som en webbserver, som är någon annan, inte får läsa eller får skriva i."""
    for path in (out, *out.rglob("*")):
        mode = path.stat().st_mode & 0o777
        if mode & 0o055 != (0o055 if path.is_dir() else 0o044) or mode & 0o002:
            yield f"{path}: {mode:o}"


@pytest.mark.parametrize("mask", [0o077, 0o027, 0o022, 0o002])
def test_a_web_server_may_read_what_is_written_whatever_the_user_has_chosen(tmp_path: Path, mask: int) -> None:
    """Att bygget inte skriver på något annat sätt prövas där ett bygge görs färdigt."""
    out = tmp_path / "site"
    with umask(mask), swap.fresh_folder(out) as fresh:
        (fresh / "sida").mkdir()
        (fresh / "sida/index.html").write_text("ny")
        swap.replace(fresh, out)
    assert (out / "sida/index.html").is_file() and list(unreadable(out)) == []
