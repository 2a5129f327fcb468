"""Underlaget till årsredovisningen: ett Worddokument av årets rader."""
