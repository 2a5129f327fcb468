# Alla kommandon finns också utan make: python -m macros <kommando>
PYTHON ?= python3

.PHONY: hjalp bygg test visa kontroll bench schema las
hjalp bygg test visa kontroll bench schema las:
	@$(PYTHON) -m macros $@
.DEFAULT_GOAL := hjalp
