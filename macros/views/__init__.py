"""Vyerna: rena funktioner från modellen till HTML. Text ur data blir alltid text, aldrig uppmärkning."""
