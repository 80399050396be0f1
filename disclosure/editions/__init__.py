"""Editions of the city's list: what differs, how it is printed, its pages for officers and for everyone."""
