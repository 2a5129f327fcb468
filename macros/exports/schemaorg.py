"""Datamängderna i schema.org:s ord, så att sökmotorer för data hittar dem. En egen fil: sidornas skydd tillåter ingen kod i dem."""

from collections.abc import Sequence
from typing import Any

from macros.downloads import DATASETS
from macros.exports.datamangder import SIDA, Datamängd, Hämtning
from macros.exports.v1.om import Om
from macros.exports.v1.typed_json import as_json
from macros.model.forbund import Förbund


def dataset_files(alla: Sequence[Datamängd], förbund: Förbund, om: Om) -> dict[str, bytes]:
    """Filen i JSON-LD, efter adress från roten."""
    site = om.webbplats
    publisher = {"@id": f"{site}om/forbundet/#utgivare"}
    organisation: dict[str, Any] = publisher | {"@type": "GovernmentOrganization", "name": förbund.namn}
    organisation |= {"url": förbund.webbplats} if förbund.webbplats else {}
    organisation |= {"email": förbund.e_post} if förbund.e_post else {}
    catalog = {
        "@type": "DataCatalog",
        "@id": f"{site}{SIDA}#katalogen",
        "name": om.titel,
        "url": f"{site}{SIDA}",
        "publisher": publisher,
        "license": om.licensens_adress,
    }
    datasets = [_dataset(one, om, publisher, {"@id": catalog["@id"]}) for one in alla]
    return {DATASETS: as_json({"@context": "https://schema.org/", "@graph": [organisation, catalog, *datasets]})}


def _dataset(one: Datamängd, om: Om, publisher: dict[str, str], catalog: dict[str, Any]) -> dict[str, Any]:
    address = om.webbplats + one.sida
    made: dict[str, Any] = {
        "@type": "Dataset",
        "@id": address,
        "name": f"{one.titel}, {om.utgivare}",
        "description": " ".join(one.beskrivning.split()),
        "url": address,
        "identifier": address,
        "creator": publisher,
        "publisher": publisher,
        "license": om.licensens_adress,
        "inLanguage": "sv",
        "isAccessibleForFree": True,
        "keywords": list(one.nyckelord),
        "creditText": om.utgivare,
        "includedInDataCatalog": catalog,
        "distribution": [file for hämtning in one.hämtningar for file in _files(hämtning, om)],
    }
    if one.period:
        first, last = one.period
        made["temporalCoverage"] = f"{first or '..'}/{last or '..'}"  # ISO 8601, öppet slut med två punkter
    return made


def _files(one: Hämtning, om: Om) -> list[dict[str, str]]:
    """Varje fil för sig: schema.org har ingen nedladdning av flera filer."""
    about = {"@type": "DataDownload", "name": one.slag, "encodingFormat": one.medietyp}
    return [about | {"contentUrl": om.webbplats + url} for url in one.adresser]
