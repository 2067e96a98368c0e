"""What goes wrong on the way is told in the language of the page, and nothing typed is lost.

What a browser adds to it (the focus, the script) is in ``tests/browser/test_mishaps.py``.
"""

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import DatabaseError
from django.test import Client

from coorg_forms.models import Attachment, Draft, SupportRequest
from tests import factories, files
from tests.factories import block
from tests.files import upload
from tests.public.walker import Walker

QUESTIONS = [
    block("section", title="Un"),
    block("text", key="org", label="Nom"),
    block("file", key="plans", label="Plans", required=False, max_mb=1),
    block("section", title="Deux"),
    block("text", key="need", label="Besoin", role="summary"),
]
FILE = "form-file-plans"
SAID = {
    "offline": ("Vous semblez hors connexion", "You seem to be offline"),
    "too large": ("est trop lourd", "is too large"),
    "full disk": ("Ajoutez-le", "Add it again"),
    "database": ("n’a pas pu être enregistrée", "could not be recorded"),
    "no cookie": ("n’a pas renvoyé notre témoin de sécurité", "did not send back our security"),
    "draft gone": ("ne sont plus conservées", "no longer kept"),
}


@pytest.fixture
def storage(monkeypatch):
    kept = InMemoryStorage()
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", kept)
    return kept


@pytest.fixture(params=["fr", "en"])
def walk(world, storage, request):
    """``walk(client)`` → someone at the first screen of a form in steps, in one language."""
    form = world.form(QUESTIONS, layout="steps", has_review=True)
    page = form if request.param == "fr" else factories.translate(form, {})

    def walk(client=None) -> Walker:
        walker = Walker(page, client)
        walker.open()
        walker.language = request.param
        return walker

    return walk


def told(walker, mishap: str) -> bool:
    french, english = SAID[mishap]
    return {"fr": french, "en": english}[walker.language] in walker.screen.text


def test_every_mishap_is_told_in_the_language_of_the_page(walk, storage, settings, monkeypatch):
    settings.COORG_FORMS_LARGEST_UPLOAD = 200_000
    walker = walk()
    offline = walker.screen.soup.select_one("#request-form")["data-offline"]
    assert SAID["offline"][walker.language == "en"] in offline

    walker.press(answers={"org": "A"}, files={FILE: upload("a.pdf", files.PDF + b"x" * 300_000)})
    assert told(walker, "too large") and walker.screen.typed["org"] == ["A"]

    with monkeypatch.context() as full:
        full.setattr(storage, "save", _fail(OSError(28, "No space left on device")))
        walker.press(answers={"org": "A"}, files={FILE: upload("b.pdf")})
    assert told(walker, "full disk") and walker.screen.typed["org"] == ["A"]
    assert not Attachment.objects.exists()

    with monkeypatch.context() as broken:
        broken.setattr("coorg_forms.operations.save_draft", _fail(DatabaseError("disk I/O error")))
        walker.press(answers={"org": "A"})
    assert walker.screen.status == 503
    assert told(walker, "database") and walker.screen.typed["org"] == ["A"]

    walker.press(answers={"org": "A"})
    assert walker.query == "step=2"
    Draft.objects.all().delete()
    walker.press(answers={"need": "B"})
    assert told(walker, "draft gone") and not SupportRequest.objects.exists()


def test_without_the_security_cookie_too(walk):
    walker = walk(Client(enforce_csrf_checks=True))
    walker.client.cookies.clear()
    walker.press(answers={"org": "A"})
    assert walker.screen.status == 403
    assert told(walker, "no cookie") and walker.screen.typed["org"] == ["A"]


def _fail(error):
    def fail(*args, **kwargs):
        raise error

    return fail
