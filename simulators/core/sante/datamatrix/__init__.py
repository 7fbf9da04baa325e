"""The INS datamatrix (ANS format 2.2): its text, its ECC200 symbol, its drawing, its reading."""
