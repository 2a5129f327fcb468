"""Modellen: domänens begrepp som frysta dataklasser. De räknar; de läser inga filer och känner ingen HTML."""
