"""Det enda som känner MkDocs. Byts sajtmotorn byts den här mappen och overrides/, inget annat."""
