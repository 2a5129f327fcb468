"""Dokumenten att lägga på bordet: sidornas innehåll som PDF och Word. Texten står bara på sidorna och läses ur deras HTML."""
