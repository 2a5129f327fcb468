# Alla kommandon finns också utan make: python -m macros <kommando>
PYTHON ?= python3

.PHONY: hjalp bygg test visa kontroll bench las
hjalp bygg test visa kontroll bench las:
	@$(PYTHON) -m macros $@
.DEFAULT_GOAL := hjalp
