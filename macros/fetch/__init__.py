"""Hämtar andra förbunds datapaket, på kansliets begäran: prövas, anpassas och sparas som en daterad kopia i `data/hamtat/`.

Bygget hämtar aldrig något. Det läser kopian, som ligger i git.
"""
