"""A closed form tells so, refuses what comes too late, and loses no word."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from coorg_forms.models import Draft, SupportRequest
from tests import factories
from tests.public.walker import Walker

RIGHT = {
    "org_name": "L’Étincelle",
    "contact_name-given": "Éloïse",
    "territory": "gatineau",
    "title": "Un jardin",
    "description": "Un jardin collectif",
}


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta))


def form(world, **fields):
    return world.form(factories.usual_questions(), **fields)


def test_before_the_opening(world):
    opens = timezone.now() + timedelta(days=3)
    walker = Walker(form(world, opens_at=opens, closed_message="Écrivez-nous au [téléphone]."))
    screen = walker.open()

    assert "ouvrira le" in screen.text and not screen.soup.select("#request-form")
    assert "Écrivez-nous au 819\u00a0966-6484" in screen.soup.get_text()


def test_after_the_end(world):
    walker = Walker(form(world, closes_at=timezone.now() - timedelta(days=1)))
    screen = walker.open()

    assert "fermé depuis le" in screen.text and not screen.soup.select("#request-form")
    assert screen.soup.select_one(".coorg-contact")


def test_the_coming_end_is_announced(world):
    walker = Walker(form(world, closes_at=timezone.now() + timedelta(days=2)))

    assert "ouvert jusqu’au" in walker.open().text


def test_a_post_after_the_end_is_refused_with_its_text(world):
    page = form(world, closes_at=timezone.now() + timedelta(hours=1), grace_hours=0)
    walker = Walker(page)
    walker.open()
    with later(hours=2):
        screen = walker.press(answers=RIGHT)

    assert screen.status == 403 and "fermé" in screen.text
    assert screen.typed["description"] == ["Un jardin collectif"]
    assert not SupportRequest.objects.exists()


def test_whoever_had_begun_may_finish(world):
    page = form(world, closes_at=timezone.now() + timedelta(hours=1), grace_hours=24)
    walker = Walker(page)
    walker.open()
    with later(hours=3):
        assert not Walker(page).open().soup.select("#request-form")
        walker.press(answers=RIGHT)

    assert SupportRequest.objects.count() == 1


def test_a_draft_may_be_finished_in_time_and_erased_afterwards(world):
    page = form(world, closes_at=timezone.now() + timedelta(hours=1), grace_hours=24)
    walker = Walker(page)
    walker.open()
    walker.press("form-save", RIGHT)
    with later(hours=3):
        assert walker.open("?step=1").typed["org_name"] == ["L’Étincelle"]
    with later(hours=26):
        assert not walker.open("?step=1").soup.select("#request-form")
        walker.client.post(page.url, {"form-erase": "1"})
    assert not Draft.objects.exists()


def test_a_forged_time_does_not_open_a_closed_form(world):
    page = form(world, closes_at=timezone.now() - timedelta(days=1))
    answer = Walker(page).client.post(page.url, {**RIGHT, "form-token": "forged"})

    assert answer.status_code == 403 and not SupportRequest.objects.exists()


def test_full(world):
    page = form(world, capacity=1, grace_hours=1)
    early = Walker(page)
    early.open()
    factories.submit(page)
    late = Walker(page)

    assert "places sont prises" in late.open().text
    early.press(answers=RIGHT)
    assert SupportRequest.objects.count() == 2


# Prefill ------------------------------------------------------------------------------------


@pytest.fixture
def offered(world):
    block = factories.block
    return world.form(
        [
            block("text", key="org", label="Nom", prefill=True),
            block("yes_no", key="known", label="Connu?", prefill=True, required=False),
            block(
                "text",
                key="who",
                label="Qui?",
                prefill=True,
                required=False,
                show_if=[("known", "is", "yes")],
            ),
            block("long_text", key="need", label="Besoin", required=False),
        ]
    )


def test_an_address_fills_in_what_the_editor_allows(offered):
    screen = Walker(offered).open("?org=L%E2%80%99%C3%89toile&need=volé&known=no&who=X&autre=1")

    assert screen.typed == {"org": ["L’Étoile"], "known": ["no"]}


def test_an_address_never_fills_in_a_hidden_question(offered):
    assert Walker(offered).open("?known=yes&who=Maëlle").typed["who"] == ["Maëlle"]
    assert "who" not in Walker(offered).open("?known=zzz&who=Maëlle").typed


def test_an_address_never_replaces_a_draft(offered):
    walker = Walker(offered)
    walker.open()
    walker.press("form-save", {"org": "À moi"})
    walker.open("?org=Autre")

    assert Draft.objects.get().raw["org"] == "À moi"
    assert walker.open("?step=1&org=Autre").typed["org"] == ["À moi"]


@pytest.mark.parametrize(
    "campaign, kept", [("foire-2027", "foire-2027"), ("<b>", ""), ("a" * 61, ""), ("", "")]
)
def test_the_campaign_of_the_link_is_kept(offered, campaign, kept):
    walker = Walker(offered)
    walker.open(f"?campaign={campaign}")
    walker.press(answers={"org": "A"})

    assert SupportRequest.objects.get().campaign == kept


def test_the_campaign_travels_with_the_draft(offered):
    walker = Walker(offered)
    walker.open("?campaign=foire")
    walker.press("form-save", {"org": "A"})
    walker.open("?step=1")
    walker.press()

    assert SupportRequest.objects.get().campaign == "foire"
