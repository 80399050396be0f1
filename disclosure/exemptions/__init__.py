"""Exempt information: the pages of the register, its papers, and the few columns that everyone may read."""
