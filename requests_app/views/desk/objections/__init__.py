"""Objections on the desk: list, page, acts, register."""
