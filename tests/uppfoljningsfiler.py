"""Felfria tabeller om uppföljningen, att göra misstag i."""

from itertools import product

from macros.model.uppfoljning import FASER, VEM

SOURCE = "  källa:\n    - dokument: plan\n"
CHAIN = """\
- id: teori
  namn: Teorin
  insats: rosa
  aktiviteter:
    - vad: Möten
      id: moten
      leder_till: [plan]
    - vad: Samtal
      leder_till: [plan]
  prestationer:
    - vad: En plan
      id: plan
      leder_till: [arbete]
  effekter_lång_sikt:
    - vad: Arbete
      id: arbete
"""
ECONOMY = """\
- id: rosa
  insats: rosa
  modell: NyttoSam
  deltagare: 20
  återbetalningstid: under 14
  lönsamhet_ett_år: -100000
  lönsamhet_lång_sikt: 2000000
  lång_sikt: 5
  per_deltagare_ett_år: -5000
  per_deltagare_lång_sikt: 98000
  parter:
    - part: Kommunen
      återbetalningstid: i.v.
    - part: Staten
      återbetalningstid: 14
"""
FIGURES = """\
- id: svar
  rapport: rapporten
  vad: Svarande
  grupp: underlag
  antal: 47
  av: 57
  procent: 82
  källa:
    - dokument: plan
- id: orter
  rapport: rapporten
  vad: Orter
  grupp: verksamhet
  antal: 3
  enhet: orter
"""
BETA_CHAIN = """\
- id: betas
  namn: Betas teori
  effekter_lång_sikt:
    - vad: Studier
      id: studier
      mål: []
"""
TABLES = {
    "forandringsteori.yaml": CHAIN + SOURCE,
    "samhallsekonomi.yaml": ECONOMY + SOURCE,
    "slutrapporter.yaml": "- id: rapporten\n  titel: Rapporten\n  sort: slutrapport\n  insatser:\n    - rosa\n    - gul\n"
    + SOURCE,
    "nyckeltal.yaml": FIGURES + SOURCE,
    "mal.yaml": "- id: malet\n  insats: rosa\n  sort: insatsmål\n  mål: Fler i arbete.\n" + SOURCE,
    "niofaltaren.yaml": "".join(
        f"- id: f{number}\n  vem: {vem}\n  när: {när}\n  rubrik: Rubrik {number}\n  frågor:\n    - Vad?\n"
        f"  underlag:\n    - dokument\n{SOURCE}"
        for number, (vem, när) in enumerate(product(VEM, FASER))
    ),
    "matningar.yaml": "- id: m\n  år: 2021\n  förbund_med: 39\n  förbund_alla: 76\n  svar: 3759\n" + SOURCE,
    "andra/beta/forandringsteori.yaml": BETA_CHAIN + SOURCE,
}
C, E, R, K, G, N, A, BETA_C = TABLES
VART = """\
- id: vidare
  rapport: rapporten
  insats: rosa
  vad: Deltagare som gick vidare
  grupp: vart deltagarna gick
  antal: 12
  av: 20
  källa:
    - dokument: plan
"""
