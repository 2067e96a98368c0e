"""A real gunicorn on the tests' database, and people who send it forms.

On a Unix socket: it can be taken away at once, while the kernel still ends killed processes.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

#: Seconds that a server may take to start, and an answer to come.
PATIENCE = 60


class Server:
    """A master and its workers, in a process group of their own."""

    def __init__(self, log):
        self.log, self.address, self.process = log, str(log.with_name("socket")), None

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "example_site.wsgi", "--preload"]
        command += ["--bind", f"unix:{self.address}", "--workers", "2", "--threads", "4"]
        command += ["--worker-class", "gthread", "--no-control-socket"]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, env=environment(), stdout=log, stderr=log, start_new_session=True
            )
        self._wait()

    def kill(self):
        """End master and workers at once, wherever they are in their work."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            os.unlink(self.address)
            self.process.wait()
            self.process = None

    def _wait(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.02)
        raise AssertionError(f"the server did not start:\n{self.log.read_text()[-2000:]}")

    def _answers(self) -> bool:
        line = Line(self.address)
        try:
            line.connect()
        except OSError:
            return False
        line.close()
        return True


class Line(HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, address: str):
        super().__init__("localhost", timeout=PATIENCE)
        self.address = address

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        try:
            self.sock.connect(self.address)
        except OSError:
            self.close()
            raise


class Person:
    """A visitor with a form open in front of them, by plain HTTP."""

    def __init__(self, server: Server, address: str):
        self.server, self.address = server, address
        status, headers, body = self.ask("GET", address)
        assert status == 200, body[:500]
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        self.hidden = _hidden(body)

    def send(self, **answers) -> tuple[int, str, str]:
        """Send the form: status, address of the confirmation or nothing, body."""
        body = urlencode({**ANSWERS, **self.hidden, **answers})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self.cookie,
        }
        status, headers, text = self.ask("POST", self.address, body, headers)
        if status == 422:
            self.hidden |= _hidden(text)
        return status, headers.get("Location") or "", text

    def reference(self, location: str) -> str:
        """What the confirmation shows."""
        status, _headers, body = self.ask("GET", location)
        assert status == 200
        return re.search(r"OC-\d{4}-\d{5}", body)[0]

    def ask(self, method, address, body=None, headers=None):
        http = Line(self.server.address)
        try:
            http.request(method, address, body, headers or {})
            answer = http.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            http.close()


#: What happens to whoever talks to a server that is killed.
CUT = (OSError, HTTPException)

ANSWERS = {
    "org_name": "École Saint-Jérôme",
    "contact_name-given": "Éloïse",
    "contact_name-family": "Nguyen-O’Connor",
    "email": "eloise@example.org",
    "territory": "gatineau",
    "title": "Créer un jardin collectif",
    "description": "Nous voulons de l’eau pour notre œuvre.",
}


def _hidden(body: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "example_site.settings_test",
        "DATABASE_URL": _database_url(),
        "VAR_DIR": str(settings.VAR_DIR),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }


def _database_url() -> str:
    """The database of the running tests."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    login = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}"
    return f"postgres://{login}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
