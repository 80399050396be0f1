"""Disputes on the desk."""
