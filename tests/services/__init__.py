"""Real servers for tests: one module a server, one context manager each.

Each context manager starts its process on a free loopback port, yields a small dataclass with its address and
stops the process by its own pid. A server named in the environment (``TEST_DATABASE_URL``,
``TEST_ELASTICSEARCH_URL``, ``TEST_CLAMD``) is used instead. What is absent raises ``ServiceUnavailable`` with
the reason; ``tests.services.base.need`` turns that into a skip, or into a failure where ``CI=true``.
"""
