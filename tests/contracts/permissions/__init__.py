"""The permission table: who may open which route, for whose things, private or public.

table/*.txt are written by hand from the requirements, a file per area; one line is one case::

    GET  desk:case   own    private   -  -  y  y  y  -  -  -

method, route, whose (own: of agency A; other: of agency B; city: of no agency; -: no object), visibility (private,
public, -), then a cell for each role in the order of ROLES: y opens, - does not. The officers are A's. Commands stand
in commands.txt with the method RUN and no cells: they need a shell on the server.

To add a route: a line for each method, whose and visibility that matters; if its address has parameters that
arguments.py does not know, add them there.
"""
