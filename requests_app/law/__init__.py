"""The law on information requests as data and pure functions (UU 14/2008, PERKI 1/2021, PERKI 1/2013).

Nothing here reads a clock, a setting or the database. `docs/law.md` is rendered from these tables by a test.
"""
