"""Rapporten till styrelsen med oskyddade tal. Den läser en mapp utanför projektet, skriver dit, och rör aldrig webbplatsen."""
