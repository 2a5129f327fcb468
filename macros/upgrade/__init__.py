"""Förbundets mapp får den form som programmet läser nu. `command.run` är kommandot uppgradera."""
