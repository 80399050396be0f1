"""The whole case as one indexed PDF and as ZIP, holding only what its reader may see.

`contents` decides what goes in, for whom; `drawing` makes the PDF, `packing` the ZIP. Identity scans are in none.
"""
