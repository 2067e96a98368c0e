"""The form as it is shown: without a write, never cached, whole for everyone."""

import pytest
from captcha.models import CaptchaStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorg_forms.models import FormVersion
from tests.factories import block
from tests.public.screen import Screen, Visitor

WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "BEGIN")


def queries_of(client, page):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page.url).status_code == 200
    return [query["sql"] for query in captured]


def test_form_is_shown(visitor, form):
    screen = visitor.look()
    assert screen.status == 200
    assert screen.title.startswith(form.title)
    assert screen.soup.html["lang"] == "fr"
    assert screen.soup.select_one("#error-summary") is None
    assert screen.typed == {}


def test_form_is_never_cached(visitor):
    control = visitor.look().response["Cache-Control"]
    assert "no-store" in control
    assert "private" in control


def test_looking_writes_nothing(client, form, visitor):
    visitor.look()  # the content types are read once per process
    assert not [sql for sql in queries_of(client, form) if sql.startswith(WRITES)]
    assert not CaptchaStore.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.parametrize("method", ["head", "options", "put", "delete"])
def test_other_methods_write_nothing(client, form, method):
    before = FormVersion.objects.count()
    assert getattr(client, method)(form.url).status_code in (200, 405)
    assert FormVersion.objects.count() == before


def test_head_has_no_body(client, form):
    response = client.head(form.url)
    assert response.status_code == 200
    assert response.content == b""


def test_same_queries_whatever_the_number_of_questions(client, world):
    def form_of(number):
        kinds = ("text", "radio", "territory", "date", "service")
        options = [("a", "A"), ("b", "B")]
        return world.form(
            [
                block(
                    kinds[index % 5],
                    key=f"q{index}",
                    label=f"Question {index}",
                    options=options if kinds[index % 5] == "radio" else (),
                )
                for index in range(number)
            ]
        )

    short, long = form_of(5), form_of(50)
    queries_of(client, short)
    assert len(queries_of(client, short)) == len(queries_of(client, long))


def test_every_relation_leads_somewhere(visitor):
    assert_whole(visitor.look())


def test_every_type_of_question_has_a_name(visitor):
    """A control has a label of its own; a group has a legend too."""
    screen = visitor.look()
    for control in screen.soup.select("#request-form :is(input, select, textarea)"):
        if control.get("type") != "hidden":
            assert screen.soup.select_one(f'label[for="{control["id"]}"]'), control
    for group in screen.soup.select("fieldset"):
        assert group.find("legend").get_text(strip=True)


@pytest.mark.parametrize("key", ["radio", "boxes", "date", "name", "phone", "territory"])
def test_several_controls_are_a_group(visitor, key):
    assert visitor.look().question(key).find("fieldset")


def test_nothing_is_chosen_in_advance(visitor):
    soup = visitor.look().soup
    chosen = soup.select("#request-form [checked], #request-form [selected]")
    assert [option["value"] for option in chosen] == ["QC"]  # the province


def test_optional_questions_are_marked(visitor):
    screen = visitor.look()
    assert screen.question("text").select_one(".coorg-optional").get_text()
    assert screen.question("consent").select_one(".coorg-optional").get_text()
    assert not screen.question("declaration").select(".coorg-optional")


def test_email_and_phone_can_be_filled_in_by_the_browser(client, page):
    soup = Visitor(client, page).look().soup
    tokens = {control["autocomplete"] for control in soup.select("#request-form [autocomplete]")}
    assert {"email", "tel", "tel-extension", "given-name", "family-name", "organization"} <= tokens
    assert soup.select_one("[name=email]")["spellcheck"] == "false"


def test_help_and_reason_describe_the_field(visitor):
    screen = visitor.look()
    described = screen.soup.select_one("[name=text]")["aria-describedby"].split()
    assert screen.soup.find(id=described[0]).get_text(strip=True) == "Une aide."
    assert "Une raison." in screen.soup.find(id=described[1]).get_text()


def test_condition_is_told_to_people_without_scripts(client, world):
    form = world.form(
        [
            block("yes_no", key="known", label="Connu?"),
            block("text", key="who", label="Qui?", show_if=[("known", "is", "yes")]),
        ]
    )
    screen = Visitor(client, form).look()
    assert "Oui" in screen.question("who").select_one("[data-coorg-condition]").get_text()


def test_rules_for_the_browser_hold_no_words(client, world):
    form = world.form(
        [
            block("yes_no", key="known", label="</script><b>Connu?"),
            block("text", key="who", label="Qui?", show_if=[("known", "is", "yes")]),
        ]
    )
    soup = Visitor(client, form).look().soup
    assert "Connu" not in soup.find(id="coorg-rules").get_text()
    assert soup.select_one("[data-question=known] legend").get_text(strip=True).startswith("</s")


def test_trap_is_out_of_the_way(visitor):
    trap = visitor.look().soup.select_one("[name=form-website]")
    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"
    assert trap.find_parent(attrs={"aria-hidden": "true"})
    assert trap.find_previous("label").get_text(strip=True)


def test_first_button_of_the_form_sends_it(visitor):
    """Enter in a field presses the first button in the order of the page."""
    first = visitor.look().soup.select_one("button[form=request-form], #request-form button")
    assert first["type"] == "submit"
    assert "name" not in first.attrs
    assert "formaction" not in first.attrs


def test_contact_can_be_dialled(visitor):
    assert visitor.look().soup.select_one('a[href="tel:+18199666484;ext=6"]')


def test_question_of_a_type_that_is_gone_does_not_break_the_form(client, form, monkeypatch):
    from coorg_forms.questions import registry

    monkeypatch.delitem(registry._types, "number")
    screen = Visitor(client, form).look()
    assert screen.status == 200
    assert screen.question("number")
    assert_whole(screen)


def test_keys_that_look_like_our_ids_do_not_collide(client, world):
    form = world.form(
        [
            block("long_text", key="need", label="Besoin", help="Aide", why="Raison"),
            *(
                block("text", key=f"need_{part}", label=part, required=False)
                for part in ("why", "help", "helptext", "error", "count")
            ),
        ]
    )
    visitor = Visitor(client, form)
    assert_whole(visitor.look())
    assert_whole(visitor.send({}))


def test_unpublished_form_is_not_found(client, form):
    form.unpublish()
    assert client.get(form.url).status_code == 404
    assert client.post(form.url, {"declaration": "yes"}).status_code == 404


def assert_whole(screen: Screen):
    """Ids are unique, and whatever refers to one finds it."""
    ids = screen.ids
    assert sorted(ids) == sorted(set(ids))
    for attribute in ("for", "aria-describedby", "aria-labelledby", "form"):
        for element in screen.soup.select(f"[{attribute}]"):
            assert set(element[attribute].split()) <= set(ids), element
    for link in screen.soup.select('a[href^="#"]'):
        assert link["href"][1:] in ids, link
