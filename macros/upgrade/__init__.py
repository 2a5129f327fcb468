"""Förbundets mapp får den form som programmet läser nu. `run` är kommandot uppgradera."""
