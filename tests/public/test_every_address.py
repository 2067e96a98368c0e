"""Every public address, each way it is asked for: a GET writes nothing, nothing calls outside, no
screen with a token is cached, and every form on the way has the token that it needs."""

import socket
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import InMemoryStorage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coorg_forms import operations, short_urls, urls
from coorg_forms.models import Attachment, Draft, ShortLink, ShortLinkDay, SupportRequest
from coorg_forms.models.offer_page import LEAFLETS
from coorg_forms.public.draft_cookie import cookie_name
from coorg_forms.public.suspicion import HONEYPOT
from tests import factories, files
from tests.factories import block

#: Addresses whose GET writes → the one table: a visit of a printed code is counted, with nothing of
#: the person. Everything else only reads.
WRITES = {"go": "coorg_forms_shortlinkday"}
#: Addresses that are for posts only.
POSTS_ONLY = {"answer", "review"}
#: Public pages without any token, which may be cached.
OPEN = {"offer", "leaflets", "feeds"}

QUESTIONS = [
    block("section", title="Le groupe"),
    block("text", key="org", label="Nom du groupe", role="organization", prefill=True),
    block("file", key="plans", label="Plans", required=False),
    block("section", title="Le besoin"),
    block("text", key="need", label="Votre besoin", role="summary"),
]
SCREENS = ("step=1", "step=2", "step=review", "step=saved", "both=en", "lost=1", "erased=1",
           "left=1", "org=A", "campaign=foire", "paper=1", "step=99", "check=1&step=1")  # fmt: skip


class Made:
    """One of everything that has a public address."""

    def __init__(self, world):
        self.world = world
        self.form = world.form(QUESTIONS, layout="steps", has_review=True)
        self.english = factories.translate(self.form, {})
        self.closed = world.form(QUESTIONS, closes_at="2020-01-01T00:00Z", grace_hours=0)
        self.draft, self.followed = self._draft(), self._draft()
        operations.open_link(draft=self.followed)
        self.request = self._in_conversation()
        self.declined = self._declined()
        self.offer = factories.offer_page(
            [("call_to_action", {"heading": "Demander", "text": "Ici.", "button": "Demander"})],
            establishment=world.establishment, form=self.form,
        )  # fmt: skip
        self.english_offer = factories.translate(self.offer, {})
        ShortLink.objects.create(code="foire", label="Foire", page=self.form)

    def _draft(self) -> Draft:
        raw = {"org": "Les voisins", "need": "Un jardin"}
        version = self.form.current_version()
        draft = operations.save_draft(page=self.form, version=version, raw=raw)
        return operations.mail_draft_link(draft=draft, page=self.form, email="a@example.org")

    def _in_conversation(self) -> SupportRequest:
        """It was sent a file and is asked a question."""
        user, request = self.world.manager, factories.submit(self.world.page)
        kept, _said = operations.keep_files(
            user=user, request=request, use="reply", uploads=[files.upload("plan.pdf")]
        )
        operations.reply(user=user, request=request, body="Voici", version=1, files=kept)
        operations.move(user=user, request=request, move="ask", version=2, reason="Où?")
        return request

    def _declined(self) -> SupportRequest:
        request = factories.submit(self.world.page)
        SupportRequest.objects.filter(pk=request.pk).update(state="review")
        fresh = SupportRequest.objects.get(pk=request.pk)
        return factories.decide(fresh, self.world.moderator, "declined", suggestion="Un groupe.")

    def addresses(self) -> dict[str, list[str]]:
        """Name of an address → each way in which a visitor asks for it."""
        private = {
            name: [self.private(name), f"{self.private(name)}?lang=en"]
            for name in ("sent", "correct", "answer", "review")
        }
        file = Attachment.objects.get(name="plan.pdf").public_id
        return {
            **private,
            "sent": [*private["sent"], self.private("sent", self.declined)],
            "resume": [
                reverse("coorg_forms:resume", args=[link])
                for link in (self.draft.link, self.followed.used_link, "never")
            ],
            "file": [reverse("coorg_forms:file", args=[self.request.token, file])],
            "go": ["/q/foire/"],
            "form": [f"{self.form.url}?{query}" for query in ("", *SCREENS)],
            "other forms": [self.english.url, self.closed.url],
            "offer": [self.offer.url],
            "notice": [self.english_offer.url],
            "leaflets": [f"{self.offer.url}{name}/" for name in LEAFLETS],
            "feeds": ["/sitemap.xml", "/api/v2/pages/", f"/api/v2/pages/{self.offer.pk}/"],
        }

    def private(self, name, request=None) -> str:
        return reverse(f"coorg_forms:{name}", args=[(request or self.request).token])

    def visitors(self) -> list[Client]:
        """Someone who comes for the first time, and someone who carries a draft."""
        carries = Client(enforce_csrf_checks=True)
        carries.cookies[cookie_name(self.form)] = self.draft.token
        return [Client(enforce_csrf_checks=True), carries]

    def asked(self):
        """Each address, asked for by each visitor."""
        for visitor in self.visitors():
            for name, addresses in self.addresses().items():
                for address in addresses:
                    yield name, address, visitor


@pytest.fixture
def made(world, monkeypatch, settings):
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", InMemoryStorage())
    settings.COORG_FORMS_OTHER_LANGUAGES = "notice"
    return Made(world)


@pytest.fixture
def calls(monkeypatch, settings):
    """What tried to leave this machine while a visitor waited; everything that could is set up."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "mail.example.org"
    settings.COORG_FORMS_CLAMD_ADDRESS = "scanner.example.org:3310"
    tried = []

    def refuse(*args, **kwargs):
        tried.append(args)
        raise OSError("a call to the outside")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return tried


def writes(captured) -> list[str]:
    asked = (query["sql"].lstrip("( ") for query in captured)
    return [
        sql[:200] for sql in asked if not sql.startswith(("SELECT", "WITH", "SAVEPOINT", "RELEASE"))
    ]


def forms_of(response) -> list:
    if "html" not in response.get("Content-Type", "") or response.streaming:
        return []
    return BeautifulSoup(response.content, "html5lib").select("form[method=post]")


def test_every_address_has_a_row_here(made):
    named = {pattern.name for pattern in (*urls.urlpatterns, *short_urls.urlpatterns)}
    pages = {"form", "other forms", "offer", "notice", "leaflets", "feeds"}
    assert set(made.addresses()) - pages == named


def test_a_get_writes_nothing_calls_nobody_and_keeps_its_token(made, calls):
    for name, address, visitor in made.asked():
        with CaptureQueriesContext(connection) as captured:
            response = visitor.get(address, follow=True)
            if response.streaming:
                response.getvalue()
        gone = 410 if "never" in address else 200
        assert response.status_code == (405 if name in POSTS_ONLY else gone), address
        written = [sql for sql in writes(captured) if WRITES.get(name, "nothing") not in sql]
        assert written == [], address
        kept = response.get("Cache-Control", "")
        assert name in OPEN or ("no-store" in kept and "private" in kept), address
        assert name not in OPEN or not forms_of(response), address
    assert ShortLinkDay.objects.get().visits == 2
    assert calls == []


def test_a_preview_writes_nothing_and_calls_nobody(made, calls):
    for page in (made.form, made.offer):
        for mode, _label in page.preview_modes:
            with CaptureQueriesContext(connection) as captured:
                response = page.make_preview_request(preview_mode=mode)
            assert response.status_code == 200 and writes(captured) == [], mode
    assert calls == []


def test_every_form_can_be_sent_and_calls_nobody(made, calls, django_capture_on_commit_callbacks):
    """As it is shown, by a browser whose cookie is checked; what follows the commit included."""
    sent = set()
    for _name, address, visitor in made.asked():
        shown = visitor.get(address, follow=True)
        for form in forms_of(shown):
            fields = {
                field["name"]: field.get("value") or "x"
                for field in form.select("input:not([type=file]):not([type=checkbox]), textarea")
                if field["name"] != HONEYPOT
            }
            where = urljoin(shown.request["PATH_INFO"], form.get("action") or address)
            assert "csrfmiddlewaretoken" in fields, where
            if (visitor, where, form.get("id")) in sent:
                continue
            sent.add((visitor, where, form.get("id")))
            with (
                CaptureQueriesContext(connection) as captured,
                django_capture_on_commit_callbacks(execute=True),
            ):
                answer = visitor.post(where, fields)
            assert answer.status_code in (200, 302, 303, 422), (where, answer.status_code)
            leads_on = where == made.english_offer.url  # to a page that anyone may read
            assert leads_on or "no-store" in answer["Cache-Control"], where
            assert not [sql for sql in writes(captured) if "referenceindex" in sql]
    assert len(sent) >= 12 and calls == []
    assert SupportRequest.objects.filter(form_key=made.form.form_key).exists()
