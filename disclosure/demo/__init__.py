"""The world that `make demo` shows: invented people and papers on the city's real units.

Everything goes through the services that the portal itself uses; only the moment of publication is moved into
the past afterwards, because no service publishes yesterday.
"""
