"""Sheets of cells into rows of a list: finding the header, naming the columns, telling data from the rest. Pure."""
