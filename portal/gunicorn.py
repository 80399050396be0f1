"""How gunicorn serves the portal: a few processes with threads, each renewed now and then."""

from portal.settings import env

bind = env.text("BIND", "0.0.0.0:8000")
workers = env.number("WEB_WORKERS", 2)
threads = env.number("WEB_THREADS", 4)
# The largest PDF that is drawn inside a request takes a few seconds; longer work belongs to the worker.
timeout = 60
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
# No query string: a citizen's number and code may stand in one.
access_log_format = '{"at":"%(t)s","method":"%(m)s","path":"%(U)s","status":%(s)s,"bytes":"%(B)s","us":%(D)s}'
worker_tmp_dir = "/dev/shm"  # noqa: S108  a heartbeat file in memory, not a secret
