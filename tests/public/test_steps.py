"""One section at a time, without scripts: forward, back, review, and nothing lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorg_forms.models import Draft, SupportRequest
from tests import factories
from tests.factories import block
from tests.public.walker import Walker

QUESTIONS = [
    block("section", title="Votre groupe"),
    block("text", key="org", label="Nom du groupe", role="organization"),
    block("yes_no", key="known", label="Nous connaissez-vous?"),
    block("section", title="Par qui?"),
    block("text", key="who", label="Qui?", show_if=[("known", "is", "yes")]),
    block("section", title="Votre besoin"),
    block("statement", text="Décrivez un besoin collectif."),
    block("long_text", key="need", label="Besoin"),
    block("email", key="email", label="Courriel", role="email", why="Écrire.", required=False),
]
FIRST = {"org": "L’Étincelle", "known": "no"}


@pytest.fixture
def form(world):
    return world.form(QUESTIONS, layout="steps")


@pytest.fixture
def walker(form):
    return Walker(form)


@pytest.fixture
def reviewed(world):
    return Walker(world.form(QUESTIONS, layout="steps", has_review=True))


def to_the_need(walker, first=FIRST):
    walker.open()
    return walker.press(answers=first)


def test_first_step_alone_is_shown_and_nothing_is_written(walker):
    screen = walker.open()

    assert screen.question("org") and not screen.question("need")
    assert "Étape 1 sur" in screen.text
    assert not Draft.objects.exists() and "coorg-draft" not in str(walker.client.cookies)


def test_errors_of_the_step_only(walker):
    walker.open()
    screen = walker.press(answers={"org": ""})

    assert screen.status == 422 and screen.title.startswith("Erreur")
    assert list(screen.summary) == ["id_org", "id_known-0"]
    assert not Draft.objects.exists()


def test_a_step_with_nothing_visible_is_passed_over(walker):
    screen = to_the_need(walker)

    assert walker.query == "step=3" and screen.question("need")
    assert "Étape 2 sur 2" in screen.text and "Votre besoin" in screen.title
    walker.press("form-back")
    screen = walker.press(answers={"known": "yes"})
    assert walker.query == "step=2" and "Étape 2 sur 3" in screen.text


def test_sent_at_the_last_step(walker):
    to_the_need(walker)
    screen = walker.press(answers={"need": "Un jardin"})

    stored = SupportRequest.objects.get()
    assert stored.reference in screen.text
    assert stored.all_answers() == {"org": "L’Étincelle", "known": "no", "need": "Un jardin"}
    assert not Draft.objects.exists()
    assert walker.client.cookies[next(iter(draft_cookies(walker)))].value == ""


def draft_cookies(walker):
    return [name for name in walker.client.cookies if name.startswith("coorg-draft-")]


def test_back_keeps_what_was_typed_unjudged(walker):
    to_the_need(walker)
    screen = walker.press("form-back", {"need": "Un début", "email": "moitié@"})

    assert walker.query == "step=1" and screen.typed["org"] == ["L’Étincelle"]
    screen = walker.press()
    assert screen.typed["need"] == ["Un début"] and screen.typed["email"] == ["moitié@"]
    assert screen.status == 200


@pytest.mark.parametrize("number", ["2", "3", "9", "review", "x", "-1"])
def test_no_step_is_reached_by_its_address_alone(walker, number):
    screen = walker.open(f"?step={number}")

    assert walker.query == "" and screen.question("org")
    assert "conservées" not in screen.text


def test_a_shared_step_keeps_what_its_link_fills_in(world):
    org = {**QUESTIONS[1], "value": {**QUESTIONS[1]["value"], "prefill": True}}
    walker = Walker(world.form([QUESTIONS[0], org, *QUESTIONS[2:]], layout="steps"))

    assert walker.open("?step=3&org=ABC").typed["org"] == ["ABC"]


def test_whoever_carried_a_draft_that_is_gone_is_told(walker):
    to_the_need(walker)
    Draft.objects.all().delete()

    assert "sont plus conservées" in walker.open("?step=3").text


def test_a_step_is_not_skipped(reviewed):
    to_the_need(reviewed)
    for number in ("review", "5", "2"):
        reviewed.open(f"?step={number}")
        assert reviewed.query == "step=3"


def test_a_forged_last_step_cannot_send_an_unfinished_form(walker):
    walker.open()
    forged = {"form-step": "3", "form-keys": "need", "need": "Rien d’autre"}
    screen = walker.press(answers=forged)

    assert screen.status == 200 and walker.query == "step=1&check=1"
    assert "id_org" in screen.summary and not SupportRequest.objects.exists()


def test_reloading_a_step_keeps_it(walker):
    to_the_need(walker)
    walker.press("form-save", {"need": "Presque"})
    screen = walker.open("?step=3")

    assert screen.typed["need"] == ["Presque"]


def test_second_click_on_send_finds_the_request(walker):
    screen = to_the_need(walker)
    body = {**screen.hidden, "need": "Un jardin"}
    first = walker.client.post(walker.action, body)
    again = walker.client.post(walker.action, body)

    assert first["Location"] == again["Location"]
    assert SupportRequest.objects.count() == 1


def test_a_step_whose_draft_is_gone_says_so_and_keeps_what_it_has(walker):
    screen = to_the_need(walker)
    Draft.objects.all().delete()
    screen = walker.press(answers={"need": "Écrit avec soin"})

    assert walker.query.startswith("step=1") and not SupportRequest.objects.exists()
    screen = walker.press(answers=FIRST)
    assert screen.typed["need"] == ["Écrit avec soin"]


# The review ---------------------------------------------------------------------------------


def test_review_repeats_every_answer(reviewed):
    to_the_need(reviewed)
    screen = reviewed.press(answers={"need": "Un jardin"})

    assert reviewed.query == "step=review" and not SupportRequest.objects.exists()
    for words in ("L’Étincelle", "Non", "Un jardin", "Non fourni", "Nous recueillons"):
        assert words in screen.text
    assert "Qui?" not in screen.text
    screen = reviewed.press()
    assert SupportRequest.objects.get().reference in screen.text


def test_change_comes_back_to_the_review_after_what_is_newly_required(reviewed):
    to_the_need(reviewed)
    reviewed.press(answers={"need": "Un jardin"})
    change = reviewed.screen.soup.select_one('a[href*="#question-known"]')["href"]
    reviewed.open(change.removeprefix(reviewed.url).split("#")[0])
    assert "return=review" in reviewed.query
    screen = reviewed.press(answers={"known": "yes"})

    assert "step=2" in reviewed.query and "id_who" in screen.summary
    screen = reviewed.press(answers={"who": "Maëlle"})
    assert "step=review" in reviewed.query and "Maëlle" in screen.text


def test_an_answer_that_no_longer_applies_is_told_and_not_sent(reviewed):
    to_the_need(reviewed, {"org": "A", "known": "yes"})
    reviewed.press(answers={"who": "Maëlle"})
    reviewed.press("form-back", {"need": "Un jardin"})
    reviewed.press("form-back")
    reviewed.press(answers={"known": "no"})
    screen = reviewed.press(answers={"need": "Un jardin"})

    assert "ne s’appliquent plus" in screen.text and "Maëlle" not in screen.text
    reviewed.press()
    assert "who" not in SupportRequest.objects.get().all_answers()


def test_review_on_a_form_of_one_page(world):
    walker = Walker(world.form(QUESTIONS, has_review=True))
    walker.open()
    walker.press(answers={**FIRST, "need": "Un jardin"})
    assert walker.query == "step=review"
    change = walker.screen.soup.select_one('a[href*="#question-need"]')["href"]
    walker.open(change.removeprefix(walker.url).split("#")[0])
    walker.press(answers={"need": "Un verger"})
    walker.press()

    assert SupportRequest.objects.get().answers["need"] == "Un verger"


# Languages ----------------------------------------------------------------------------------


def test_language_changes_on_a_step_and_everything_stays(form, walker):
    english = factories.translate(form, {"Besoin": "Need", "Votre besoin": "Your need"})
    to_the_need(walker)
    switch = walker.screen.soup.select_one("[name=form-switch]")["formaction"]
    screen = walker.press("form-switch", {"need": "Un jardin"}, to=switch)

    assert english.url in switch and "step=3" in switch
    assert "Your need" in screen.text and screen.typed["need"] == ["Un jardin"]
    walker.press()
    stored = SupportRequest.objects.get()
    assert stored.language == "en" and stored.answers["org"] == "L’Étincelle"


def test_each_question_in_both_languages_on_demand(form, walker):
    factories.translate(form, {"Nom du groupe": "Name of the group"})
    walker.open()
    assert "Name of the group" not in walker.screen.text
    screen = walker.press("form-other-en", {"org": "L’Étincelle"})

    assert screen.soup.select_one('#question-org [lang="en"]').get_text(strip=True)
    assert "Name of the group" in screen.text and screen.typed["org"] == ["L’Étincelle"]
    screen = walker.press(answers={"known": "no"})
    assert screen.soup.select('[lang="en"].coorg-other')
    screen = walker.press("form-other-none")
    assert not screen.soup.select(".coorg-other")


def test_the_language_beside_lasts_through_a_switch_and_the_review(world):
    words = {
        "Besoin": "Need",
        "Votre besoin": "Your need",
        "Décrivez un besoin collectif.": "Tell.",
    }
    form = world.form([*QUESTIONS, block("declaration", key="ok", label="J’ai lu.")],
                      layout="steps", has_review=True)  # fmt: skip
    english = factories.translate(form, {**words, "J’ai lu.": "I read."})
    walker = Walker(form)
    walker.open()
    walker.press("form-other-en")
    screen = walker.press(answers=FIRST)

    beside = screen.soup.select('.coorg-other[lang="en"]')
    for said in ("Your need", "Tell.", "Need", "I read."):
        assert any(said in one.get_text() for one in beside)
    assert not any("onfirm" in one.get_text() for one in beside)
    screen = walker.press("form-switch", to=switch_of(screen))
    assert english.url in screen.soup.select_one("#request-form")["action"]
    assert "Votre besoin" in screen.soup.select_one('.coorg-other[lang="fr"]').get_text()
    screen = walker.press(answers={"need": "Un jardin", "ok": "yes"})
    assert "step=review" in walker.query and "both=fr" in walker.query
    walker.press("form-save")
    walker.press("form-continue")
    screen = walker.press("form-back")
    assert screen.soup.select('.coorg-other[lang="fr"]')


def switch_of(screen) -> str:
    return screen.soup.select_one("[name=form-switch]")["formaction"]


def test_answers_of_other_steps_reach_the_script(walker, world):
    walker = Walker(
        world.form(
            [
                block("section", title="Un"),
                block("yes_no", key="known", label="Connu?"),
                block("section", title="Deux"),
                block("text", key="who", label="Qui?", show_if=[("known", "is", "yes")]),
                block("text", key="more", label="Autre?"),
            ],
            layout="steps",
        )
    )
    walker.open()
    screen = walker.press(answers={"known": "yes"})

    rules = screen.soup.select_one("#coorg-rules").string
    assert '"chosen": ["yes"]' in rules


def test_query_count_does_not_grow_with_the_questions(world):
    counts = []
    for size in (5, 50):
        many = [block("text", key=f"q{n}", label=f"Q{n}", required=False) for n in range(size)]
        form = world.form(
            [block("section", title="Un"), *many, block("section", title="Deux"), *QUESTIONS[1:3]],
            layout="steps",
        )
        walker = Walker(form)
        walker.open()
        walker.press()

        with CaptureQueriesContext(connection) as queries:
            walker.open("?step=2")
        counts.append(len(queries))
        assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert counts[0] == counts[1]


# Two windows, another person, another form ---------------------------------------------------


def test_two_windows_keep_their_answers_apart(form):
    one = Walker(form)
    one.open()
    other = Walker(form, one.client)
    other.open()
    one.press(answers={"org": "Premier", "known": "no"})
    other.press(answers={"org": "Deuxième", "known": "no"})
    one.press(answers={"need": "Besoin un"})
    other.press(answers={"need": "Besoin deux"})

    stored = SupportRequest.objects.values_list("organization", "answers__need").order_by("pk")
    assert list(stored) == [("Premier", "Besoin un"), ("Deuxième", "Besoin deux")]


def test_next_person_on_the_same_computer_is_someone_else(form):
    first = Walker(form)
    to_the_need(first)
    first.press(answers={"need": "Un"})
    second = Walker(form, first.client)
    to_the_need(second, {"org": "Autre", "known": "no"})
    Draft.objects.all().delete()
    screen = second.press(answers={"need": "Deux"})

    assert "lost=1" in second.query and "sont plus conservées" in screen.text
    assert SupportRequest.objects.count() == 1


def test_a_lost_review_says_so(reviewed):
    to_the_need(reviewed)
    reviewed.press(answers={"need": "Un"})
    Draft.objects.all().delete()
    screen = reviewed.press()

    assert reviewed.query == "lost=1" and "sont plus conservées" in screen.text
    assert not Draft.objects.exists()


def test_back_from_the_review_is_the_last_step(reviewed):
    to_the_need(reviewed)
    reviewed.press(answers={"need": "Un"})
    reviewed.press("form-back")

    assert reviewed.query == "step=3"


@pytest.mark.parametrize("before, after", [("steps", "page"), ("page", "steps")])
def test_a_layout_that_changes_under_way_loses_nothing(world, before, after):
    page = world.form(QUESTIONS, layout=before, has_review=True)
    walker = Walker(page)
    walker.open()
    if before == "steps":
        walker.press(answers=FIRST)
    else:
        walker.press("form-save", FIRST)
        walker.open("?step=1")
    page.layout = after
    page.save()
    walker.press(answers={"need": "Un jardin", **({} if before == "steps" else FIRST)})
    while walker.query != "step=review":
        walker.press()

    for words in ("L’Étincelle", "Un jardin"):
        assert words in walker.screen.text


def test_what_the_script_hid_is_kept_for_when_it_comes_back(walker):
    walker.open()
    walker.press(answers={"org": "A", "known": "yes"})
    walker.press(answers={"who": "Maëlle"})
    walker.press("form-back")
    body = {**walker.screen.hidden, "form-hidden": "who"}
    walker.client.post(walker.action, body)

    assert Draft.objects.get().raw["who"] == "Maëlle"


def test_an_address_fills_in_later_steps_too(world):
    marked = [{**one, "value": {**one["value"], "prefill": True}} for one in QUESTIONS]
    walker = Walker(
        world.form([*QUESTIONS[:1], *marked[1:3], *QUESTIONS[3:6], *marked[6:]], layout="steps")
    )
    walker.open("?org=A&known=no&need=Un+jardin")
    screen = walker.press()

    assert screen.typed["need"] == ["Un jardin"]


# What a button did ----------------------------------------------------------------------------


def test_buttons_lead_to_a_sentence_that_takes_the_focus(world):
    walker = Walker(
        world.form(
            [
                block("repeat", key="partners", label="Partenaires", element="Partenaire",
                      columns=[("name", "Nom", "text", False)], required=False),
            ]
        )
    )  # fmt: skip
    screen = walker.open()
    assert screen.soup.select_one("[name=form-more-partners]")["formaction"] == "#form-here"
    screen = walker.press("form-more-partners", {"partners-0-name": "A"})
    here = screen.soup.select_one("#form-here[tabindex='-1']")
    assert here.find_parent("fieldset")["id"] == "id_partners-1"
    screen = walker.press("form-less-partners-0")
    assert "Le numéro 1 a été retiré" in screen.soup.select_one("#form-here").get_text()
    assert len(screen.soup.select("#form-here")) == 1


@pytest.mark.parametrize("nothing", ["\u200b", " \ufeff\u00a0", "\u2060\u200d", "\u3164", "\u00ad"])
def test_what_nobody_sees_is_no_answer(walker, nothing):
    walker.open()
    screen = walker.press(answers={"org": nothing, "known": "no"})

    assert list(screen.summary) == ["id_org"]
