"""Word- och Excelfiler är zip-arkiv. Här blir de samma byte varje gång."""

import io
import zipfile

# Den tidigaste tid ett zip-arkiv kan ha. Klockan får inte synas: samma data och dag ger samma byte.
NO_CLOCK = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"  # ska ligga först, säger ECMA-376 del 2
CORE = "docProps/core.xml"
LANGUAGE = "sv-SE"


def same_bytes(content: bytes) -> bytes:
    """Arkivet packat på nytt: delarna i bestämd ordning och utan klockslag."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, NO_CLOCK)
            entry.create_system = 0  # annars skiljer sig arkiv gjorda i Windows från andra
            new.writestr(entry, with_language(old.read(name)) if name == CORE else old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_language(core: bytes) -> bytes:
    """Egenskaperna med språk. XlsxWriter har ingen inställning för det."""
    language = f"<dc:language>{LANGUAGE}</dc:language>".encode()
    return core if b"<dc:language>" in core else core.replace(b"</cp:coreProperties>", language + b"</cp:coreProperties>")
