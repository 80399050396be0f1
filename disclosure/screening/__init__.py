"""Checks of an entry before the public sees it: personal data in text and files, and whether a file can be read."""
