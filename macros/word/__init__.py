"""Ifyllda Worddokument in: blanketterna och mallarna läses tillbaka till rader, som prövas som allt annat."""
