"""Rules of public-information law as data and pure functions; only the standard library is imported here."""
