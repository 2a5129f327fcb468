"""Ett nytt förbund: frågorna, och mappen som svaren blir. `run` är kommandot nytt-forbund."""

from macros.nytt.command import run

__all__ = ["run"]
