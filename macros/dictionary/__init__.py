"""Ordboken: vilka tabeller och fält som finns, vilka slags värden de har, och hur ett värde prövas."""
