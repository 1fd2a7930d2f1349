"""gunicorn's configuration: `gunicorn -c python:workset.server workset.wsgi`."""

import gc

from django.conf import settings

bind = f"0.0.0.0:{settings.PORT}"
workers = settings.WEB_CONCURRENCY
# Threads because browsers come in directly and hold spare connections open: a sync worker would wait on such a one.
# Ours are gunicorn's gthread, without endless patience.
worker_class = "workset.slow_clients.Worker"
threads = settings.THREADS
graceful_timeout = 20
# TRUSTED_PROXY_HOPS alone says which proxies are believed; gunicorn would let loopback say where paths begin.
forwarded_allow_ips = forwarder_headers = ""
accesslog = None
control_socket_disable = True  # it would lie in the home directory, one for all that this user runs


def post_worker_init(worker: object) -> None:
    """What is loaded by now stays: left out, it takes no time whenever Python looks for what can be freed."""
    gc.collect()
    gc.freeze()
