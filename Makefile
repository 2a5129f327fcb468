# Alla kommandon finns också utan make: python -m macros <kommando>
PYTHON ?= python3

.PHONY: hjalp bygg test visa excel kontroll ratta granska nytt-forbund bench schema las typsnitt format kod js tackning
hjalp bygg test visa excel kontroll ratta granska nytt-forbund bench schema las typsnitt format kod js tackning:
	@$(PYTHON) -m macros $@
.DEFAULT_GOAL := hjalp
