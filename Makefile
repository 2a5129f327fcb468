# Alla kommandon finns också utan make: python -m macros <kommando>
PYTHON ?= python3

.PHONY: bygg kontroll ratta föreslå kommentera ny byt-id visa redigera excel läs hämta internt arsredovisning arkivera test granska nytt-forbund uppgradera bench schema anta-plan publicera las typsnitt format kod js tackning hjalp
bygg kontroll ratta föreslå kommentera ny byt-id visa redigera excel läs hämta internt arsredovisning arkivera test granska nytt-forbund uppgradera bench schema anta-plan publicera las typsnitt format kod js tackning hjalp:
	@$(PYTHON) -m macros $@
.DEFAULT_GOAL := hjalp
