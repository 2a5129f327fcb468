"""Från YAML till publicerad webbplats.

En väg genom huset: read → check → model → views och exports → adapter.
"""

from typing import Any


def define_env(env: Any) -> None:
    """Ingången för mkdocs-macros. Registrerar vyerna; all logik finns bakom adaptern."""
    from macros.adapter.env import register_macros
    from macros.adapter.site import site_of

    register_macros(env, site_of(env.conf))
