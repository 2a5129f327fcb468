"""Kör sajtmotorn: MkDocs, eller en som har samma delar under ett annat namn."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from macros.adapter.site import Site, attach
from macros.settings import ROOT, SettingError


def build(site: Site, folder: Path, engine: str, **settings: Any) -> str:
    """Bygger webbplatsen i `folder`. Returns: vad som gick fel, eller tom text.

    Args:
        engine: motorns paket, `mkdocs` eller `properdocs`.
        settings: det som ska gälla i stället för det som står i mkdocs.yml.
    Raises: SettingError när motorn inte är installerad.
    """
    if find_spec(engine) is None:
        raise SettingError(
            f"Motorn {engine} är inte installerad. Kör kommandot med datorns vanliga Python, så installeras den: "
            f"make bygg MOTOR={engine}."
        )
    if engine == "properdocs":
        import_module("properdocs.replacement")  # från och med nu leder mkdocs namn till ProperDocs, också i tilläggen
    from mkdocs.commands.build import build as run
    from mkdocs.config import load_config
    from mkdocs.exceptions import BuildError, ConfigurationError

    midnight = int(datetime.combine(site.context.today, time(), UTC).timestamp())
    with _environment(SOURCE_DATE_EPOCH=str(midnight)), _only_warnings(engine):
        try:
            where = {"docs_dir": site.docs_folder} if site.docs_folder else {}
            config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), **where | settings)
            attach(config, site)
            run(config)
        except (ConfigurationError, BuildError, SystemExit) as error:
            return f"Motorn {engine} stoppade bygget: {error}"
    return ""


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Samma datum i allt som frågar miljön, också webbplatskartan."""
    before = {key: os.environ.get(key) for key in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key)
            else:
                os.environ[key] = value


@contextmanager
def _only_warnings(engine: str) -> Iterator[None]:
    """Bara varningar och fel hörs, också från tilläggen, som skriver i MkDocs logg oavsett motor."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    loggers = [logging.getLogger(name) for name in {"mkdocs", engine}]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, level, propagate in before:
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate
