"""gunicorn's settings, from the same LK_ variables as the portal's own.

gthread: password hashing releases the GIL, so pages go on while somebody signs in.
"""

import os
from pathlib import Path

from lk.config import load_settings

_found = load_settings(os.environ)
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # gunicorn's heartbeat files, no data

wsgi_app = "wsgi:app"
bind = [_found.bind]
worker_class = "gthread"
workers = _found.workers
# More than the sign-ins that may wait for a hash (six, lk.account.passwords): pages go on.
threads = 8
timeout = 60
graceful_timeout = 30
keepalive = 5
# Memory that libraries never give back goes with the worker; not all workers at once.
max_requests = 5000
max_requests_jitter = 1000
# The heartbeat on a disk that stalls would get a healthy worker killed.
worker_tmp_dir = str(_SHARED_MEMORY) if os.access(_SHARED_MEMORY, os.W_OK) else None

limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
header_map = "drop"
forwarder_headers = ""
# Who may say that the request came by https: the proxy on this machine, if there is one.
# A unix socket (LK_BIND=unix:/run/lk/web.sock) is trusted by gunicorn as such.
forwarded_allow_ips = "127.0.0.1,::1" if _found.proxies else ""

# It would listen in the home folder of the user, and nobody here talks to it.
control_socket_disable = True
# The portal writes its own line a request, without addresses and query strings.
accesslog = None
errorlog = "-"
loglevel = "warning"
