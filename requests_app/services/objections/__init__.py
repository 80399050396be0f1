"""Objections: filed, rebutted, decided or settled, carried out. `_transition` is the only writer of the state."""
