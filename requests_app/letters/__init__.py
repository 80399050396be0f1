"""Papers of requests and objections: what each kind is, what it says, and how it is drawn.

To make a letter, a service calls ``number_for`` before its transition and ``write_letter`` in it (both in
requests_app.services._letters); to add a kind, add a row to ``kinds.KINDS``, its facts in ``facts`` and a
template. Nothing here writes to the database except ``storing``, which keeps the drawn file.
"""
