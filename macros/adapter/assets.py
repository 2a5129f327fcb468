"""Stilmallen och skripten så som de skickas: utan kommentarer, för de är till den som läser källan."""

import re
from pathlib import PurePosixPath
from typing import Any

COMMENTS = {
    ".css": re.compile(r"/\*.*?\*/\s*", re.DOTALL),
    ".js": re.compile(r"^[ \t]*//.*\n|/\*\* .*?\*/ ?", re.MULTILINE),  # hela rader, och typerna i skripten
}
LIBRARIES = ("fflate.js",)  # andras kod skickas som den är, med det som den säger om sig själv


def sent(name: str, content: str) -> str:
    """Innehållet i filen `name` som webbläsaren får det."""
    path = PurePosixPath(name)
    comments = COMMENTS.get(path.suffix)
    return comments.sub("", content) if comments and path.name not in LIBRARIES else content


def as_sent(file: Any, engine: Any, config: Any) -> Any:
    """Motorns fil, med det innehåll som skickas."""
    if PurePosixPath(file.src_uri).suffix not in COMMENTS:
        return file
    content = sent(file.src_uri, file.content_string)
    return engine.File.generated(config, file.src_uri, content=content, inclusion=file.inclusion)
