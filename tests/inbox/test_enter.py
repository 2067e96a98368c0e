"""Staff write a request down: the form, what is wrong, reading it back, the number to give."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.export import Export
from coorg_forms.models import Draft, RequestFormPage, SupportRequest
from tests import factories
from tests.factories import block

HOW = {
    "form-entry-channel": "phone",
    "form-entry-speaks": "requester",
    "form-entry-notice": "read",
    "form-entry-updates": "requester",
}
SAID = {
    "org_name": "École Saint-Jérôme",
    "contact_name-given": "Éloïse",
    "email": "eloise@example.org",
    "phone-number": "819 555-0123",
    "territory": "gatineau",
    "title": "Créer un jardin collectif",
    "description": "Nous voulons de l’eau.",
}


class Pen:
    """Someone of the staff who writes down what they hear."""

    def __init__(self, client, page):
        self.client, self.page, self.copy = client, page, ""

    @property
    def address(self) -> str:
        return reverse("coorg_requests:enter_form", args=[self.page.pk])

    def open(self):
        answer = self.client.get(self.address)
        self.copy = re.search(r'name="form-copy" value="([^"]+)"', answer.content.decode())[1]
        return answer

    def send(self, **changes):
        """Post everything said, with ``changes``; None leaves a field out."""
        today = timezone.localdate().isoformat()
        data = {"form-copy": self.copy, "form-entry-received_on": today, **HOW, **SAID, **changes}
        return self.client.post(self.address, {k: v for k, v in data.items() if v is not None})

    def how(self, **changes):
        return self.send(**{f"form-entry-{name}": said for name, said in changes.items()})

    @property
    def back(self) -> str:
        return reverse("coorg_requests:enter_read_back", args=[self.page.pk, self.copy])

    def confirm(self, address="eloise@example.org", **data):
        confirmed = {"confirmed": "1", "address": address} if address else {}
        return self.client.post(self.back, confirmed | data)


@pytest.fixture
def pen(world, sign_in):
    pen = Pen(sign_in(world.intake), world.page)
    pen.open()
    return pen


def text(answer) -> str:
    return answer.content.decode()


def the_request() -> SupportRequest:
    return SupportRequest.objects.get()


def test_from_the_first_word_to_the_number(pen, world):
    answer = pen.send()
    assert answer.url == pen.back and not SupportRequest.objects.exists()
    page = text(pen.client.get(pen.back))
    for said in ("École Saint-Jérôme", "Éloïse", "819", "Nous voulons de l’eau."):
        assert said in page
    assert "eloise@example.org" in page and "#question-title" in page
    done = pen.confirm()
    request = the_request()
    assert done.url == reverse("coorg_requests:entered", args=[request.public_id])
    shown = text(pen.client.get(done.url, follow=True))
    assert f'coorg-given__reference">{request.reference}' in shown
    assert request.token not in shown  # they get it by mail
    assert not Draft.objects.exists() and request.events.get().actor == world.intake
    assert "coorg-given" not in text(
        pen.client.get(reverse("coorg_requests:detail", args=[request.reference]))
    )


def test_confirmed_twice_it_is_one_request(pen):
    pen.send()
    first = pen.confirm()
    assert pen.confirm().url == first.url == pen.send().url == pen.client.get(pen.back).url
    assert SupportRequest.objects.count() == 1


def test_everything_wrong_is_said_and_everything_typed_is_kept(pen):
    answer = pen.send(**{"title": "", "email": "eloise@", "form-entry-notice": ""})
    page = text(answer)
    assert answer.status_code == 422
    for target in ("id_title", "id_email", "id_form-entry-notice_0"):
        assert f'href="#{target}"' in page and f'id="{target}"' in page
    assert "Nous voulons de l’eau." in page and 'value="eloise@"' in page
    assert pen.client.get(pen.back).url == f"{pen.address}?entry={pen.copy}&check=1"
    again = pen.client.get(f"{pen.address}?entry={pen.copy}")
    assert again.status_code == 200 and 'value="eloise@"' in text(again)
    assert pen.client.get(f"{pen.address}?entry={pen.copy}&check=1").status_code == 422
    assert not SupportRequest.objects.exists()


@pytest.mark.parametrize(
    "field, said, target",
    [
        ("received_on", "2999-01-01", "id_form-entry-received_on"),
        ("received_on", "1999-01-01", "id_form-entry-received_on"),
        ("received_on", "", "id_form-entry-received_on"),
        ("speaks", "other", "id_form-entry-speaker"),
        ("updates", "speaker", "id_form-entry-updates_0"),
    ],
)
def test_how_it_came_is_checked(pen, field, said, target):
    answer = pen.how(**{field: said})
    assert answer.status_code == 422 and f'href="#{target}"' in text(answer)


def test_mails_need_an_address(pen):
    answer = pen.send(email=None)
    assert answer.status_code == 422
    assert 'href="#id_form-entry-updates_0"' in text(answer)


def test_the_address_is_confirmed_before_anything_leaves(pen):
    pen.send()
    answer = pen.client.post(pen.back, {"address": "eloise@example.org"})
    assert answer.status_code == 422 and 'href="#id_confirmed"' in text(answer)
    assert pen.confirm(address="else@example.org").status_code == 422
    assert not SupportRequest.objects.exists()


def test_who_is_sent_no_mail_gets_the_link_from_who_entered_it(pen, world, sign_in):
    pen.how(updates="none")
    pen.confirm(address="")
    request = the_request()
    assert not request.outbox.filter(kind="acknowledgement")
    entered = reverse("coorg_requests:entered", args=[request.public_id])
    shown = text(pen.client.get(f"{entered}?print=1"))
    assert reverse("coorg_forms:sent", args=[request.token]) in shown
    colleague = sign_in(world.manager)
    assert colleague.get(entered).status_code == 404
    detail = reverse("coorg_requests:detail", args=[request.reference])
    assert request.token not in text(colleague.get(f"{detail}?entered=1"))
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert pen.client.get(entered).status_code == 404


def test_an_earlier_day_counts(pen):
    came = timezone.localdate() - timedelta(days=6)
    pen.how(received_on=came.isoformat(), channel="paper", notice="paper")
    pen.confirm()
    request = the_request()
    assert (timezone.localdate(request.received_at), request.channel) == (came, "paper")


def test_who_speaks_shows_to_who_may_see_it(pen, world, sign_in):
    pen.how(speaks="other", speaker="Zénaïde Roy", speaker_tie="Voisine")
    pen.confirm()
    detail = reverse("coorg_requests:detail", args=[the_request().reference])
    assert "Zénaïde Roy, Voisine" in text(pen.client.get(detail))
    assert "Zénaïde" not in text(sign_in(world.person("auditor")).get(detail))
    for personal in (True, False):
        export = Export(SupportRequest.objects.all(), Desk(world.manager), personal=personal)
        assert ("Zénaïde Roy" in str(list(export.rows()))) == personal


def test_conditions_hold(pen):
    answer = pen.send(known="yes")
    assert answer.status_code == 422 and 'href="#id_organizer"' in text(answer)
    pen.send(known="no", organizer="Zoé")
    pen.confirm()
    assert "organizer" not in the_request().answers


def test_a_form_of_another_establishment_does_not_exist(pen, world):
    theirs = world.form(
        factories.usual_questions(),
        establishment=world.elsewhere.establishment,
        service=world.elsewhere.service,
        contact=None,
    )
    foreign = Pen(pen.client, theirs)
    foreign.copy = pen.copy
    assert pen.client.get(foreign.address).status_code == 404
    assert foreign.send().status_code == 404
    assert pen.client.get(foreign.back).status_code == 404
    RequestFormPage.objects.filter(pk=world.page.pk).update(live=False)
    assert pen.client.get(pen.address).status_code == 404


def test_what_a_colleague_writes_down_is_theirs(pen, world, sign_in):
    pen.send()
    other = Pen(sign_in(world.moderator), world.page)
    other.copy = pen.copy
    assert other.client.get(pen.back).status_code == 404
    assert other.client.get(f"{pen.address}?entry={pen.copy}").url == pen.address
    shown = text(pen.client.get(reverse("coorg_requests:enter")))
    assert f"?entry={pen.copy}" in shown
    assert pen.client.post(pen.address, {"form-copy": pen.copy, "form-discard": "1"})
    assert not Draft.objects.exists()


def test_a_request_of_another_team_leaves_with_its_number(pen, world, sign_in):
    other = Pen(sign_in(world.organizer), world.page)
    other.open()
    other.send(territory="pontiac")
    done = other.confirm()
    shown = other.client.get(done.url)
    request = the_request()
    assert shown.status_code == 200 and request.reference in text(shown)
    assert reverse("coorg_requests:detail", args=[request.reference]) not in text(shown)


def test_in_another_language_everything_typed_stays(pen, world):
    english = factories.translate(world.page, {"Nom du groupe": "Name of the group"})
    pages = text(pen.client.get(reverse("coorg_requests:enter")))
    assert f"/enter/{english.pk}/" in pages and f"/enter/{world.page.pk}/" in pages
    answer = pen.send(**{"form-switch": str(english.pk)})
    shown = text(pen.client.get(answer.url))
    assert "Name of the group" in shown and 'value="École Saint-Jérôme"' in shown
    pen.page = english
    pen.send()
    pen.confirm()
    assert the_request().language == "en"


@pytest.fixture
def long_form(world, sign_in):
    questions = [
        *factories.usual_questions(),
        block("file", label="Documents", key="papers", required=False, kinds=["pdf"]),
        block(
            "repeat",
            label="Partenaires",
            key="partners",
            required=False,
            columns=[("who", "Nom", "text", True)],
        ),
    ]
    pen = Pen(sign_in(world.intake), world.form(questions))
    pen.open()
    return pen


def test_files_and_sets_as_on_the_public_form(long_form):
    pdf = SimpleUploadedFile("plan.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    answer = long_form.send(**{"form-file-papers": pdf, "form-upload": "papers"})
    assert answer.status_code == 200 and "plan.pdf" in text(answer)
    more = text(long_form.send(**{"form-more-partners": "1", "partners-0-who": "A"}))
    assert 'name="partners-1-who"' in more
    txt = SimpleUploadedFile("x.txt", b"x", "text/plain")
    assert long_form.send(**{"form-file-papers": txt}).status_code == 422
    long_form.send(**{"partners-0-who": "A"})
    long_form.confirm()
    assert [file.name for file in the_request().files.all()] == ["plan.pdf"]
