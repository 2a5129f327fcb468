"""Publicering: bygget som är allt eller inget, länkarna, bytet och förhandsvisningen."""
