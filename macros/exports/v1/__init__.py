"""Öppna data, version 1: typade värden, platta tabeller och ett schema till varje fil. Adresserna under `data/v1/` ligger fast."""
