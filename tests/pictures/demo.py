"""A demo for the time of the pictures: its own folder, its own server, both gone afterwards."""

import io
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
LONGEST = 60


@contextmanager
def served() -> Iterator[tuple[str, dict]]:
    """The address of a freshly loaded demo, and the places that the tables name."""
    with TemporaryDirectory() as folder:
        site = f"http://127.0.0.1:{_free_port()}"
        os.environ |= {"VAR_DIR": folder, "BASE_URL": site}
        places = _load()
        server = subprocess.Popen(
            [sys.executable, MANAGE, "runserver", "--noreload", site.removeprefix("http://")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(server, f"{site}/admin/login/")
            yield site, places
        finally:
            server.terminate()
            server.wait()


def _load() -> dict:
    """Settings are read here: they take the folder from the environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "example_site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from tests.pictures import scene

    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    scene.set_up()
    return scene.places()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait(server: subprocess.Popen, address: str):
    end = time.monotonic() + LONGEST
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=LONGEST).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The demo could not be served.")
