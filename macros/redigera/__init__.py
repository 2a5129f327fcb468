"""Formulären på den egna datorn: `make redigera`. Samma ordbok, samma kontroll och samma skrivare som allt annat.

    formulär ─▶ rad (form) ─▶ prövning (trial) ─▶ fynd vid fälten
                                      └─ inget fel ─▶ skrivaren (store) ─▶ förslag i git (proposal)

Servern (server) svarar bara den egna datorn. Ingen väg ur en adress blir en väg på disken: tabeller och sidor slås upp.
"""
