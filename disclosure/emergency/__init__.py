"""Serta merta: notices that stand on top of every page until they end (UU 14/2008 Art 10)."""
