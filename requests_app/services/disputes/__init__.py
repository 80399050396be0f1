"""Disputes: registered, moved by what Komisi Informasi and the courts did, carried out."""
