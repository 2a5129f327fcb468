"""Exporterna: rena funktioner från ordbok och modell till text eller bytes."""
