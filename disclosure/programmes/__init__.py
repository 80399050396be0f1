"""Priority programmes of an agency: who, what for, with what money, how far, with photos (PERKI 1/2021 Art 15(2))."""
