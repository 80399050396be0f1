"""The world of the demo: invented people, lists, news and requests on the city's real units.

Everything goes through the same services as real work, on the day on which it would have happened.
"""
