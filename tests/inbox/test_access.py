"""Every address of a request × every role × in and out of reach × every method.

Who opens which address at all: ``tests/access``.
"""

import logging

import pytest
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.viewset import InboxViewSet
from coorg_forms.models import SupportRequest
from tests import factories, grids
from tests.access.sent import act, args_of
from tests.access.table import DESK, EXPORTERS, MAY, PAGES, READERS, READS, STAFF, WRITERS
from tests.access.visitor import READING, WRITING, Visitor

WITHOUT_REQUESTS = ("editor",)
WHOLE_ESTABLISHMENT = ("manager", "auditor", "privacy", "superuser")

#: kind of request → who sees it.
REACH = {
    "own": STAFF,
    "neighbour": WHOLE_ESTABLISHMENT,
    "concerned": STAFF,
    "unrouted": ("intake", *WHOLE_ESTABLISHMENT),
    "foreign": ("superuser",),
    "missing": (),
}

#: Every address about one request.
NAMES = sorted({pattern.name for pattern in InboxViewSet().get_urlpatterns()} - {*DESK})
LISTS = ("index", "index_results", "view_index", "view_index_results")
#: pages that the list leads to → who sees the way.
LINKED = {
    **dict.fromkeys(("export", "exports"), EXPORTERS),
    "accesses": EXPORTERS,
    "reports": READERS,
    "health": ("manager", "superuser"),
    "enter": WRITERS,
}


def address(name, request):
    return reverse(f"coorg_requests:{name}", args=args_of(name, request))


def body(name, world, request):
    return act(name, world, request, another(world).reference if name == "duplicate" else "")


@pytest.fixture(autouse=True)
def _without_log():
    """A method that is refused is a line of Django's log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def another(world):
    """A request of the team of Gatineau, made once."""
    if not hasattr(world, "another"):
        world.another = factories.submit(world.page, factories.answers(org_name="Autre"))
    return world.another


@pytest.fixture
def people(world, superuser):
    roles = {role: world.person(role) for role in (*STAFF[:-1], *WITHOUT_REQUESTS)}
    return {**roles, "superuser": superuser}


@pytest.fixture
def requests(world):
    elsewhere = world.elsewhere
    their_form = world.form(
        factories.usual_questions(),
        establishment=elsewhere.establishment,
        service=elsewhere.service,
        contact=factories.contact_point(elsewhere.establishment),
    )
    concerned = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    factories.also_names(concerned, world.gatineau)
    return {
        "own": factories.submit(world.page),
        "neighbour": factories.submit(world.page, factories.answers(territory=["pontiac"])),
        "concerned": concerned,
        "unrouted": factories.submit(world.page, factories.answers(territory=["unsure"])),
        "foreign": factories.submit(their_form, factories.answers(territory=["argenteuil"])),
        "missing": SupportRequest(reference="OC-2099-00001"),
    }


@pytest.mark.parametrize("kind", REACH)
def test_what_is_out_of_reach_does_not_exist(world, people, requests, kind):
    request = requests[kind]
    asking = ("organizer", "superuser") if kind == "missing" else (*STAFF, *WITHOUT_REQUESTS)
    for role in {*asking} - {*REACH[kind]}:
        visitor = Visitor(people[role], Desk(people[role]))
        missing = visitor.ask("get", address("detail", SupportRequest(reference="OC-2099-00001")))
        for name in NAMES:
            for method in (*READING, *WRITING):
                data = body(name, world, request) if method == "post" else None
                answer = visitor.ask(method, address(name, request), data)
                assert answer.status_code == 404, (role, kind, name, method)
                assert answer.content == missing.content, (role, kind, name, method)


def test_what_is_out_of_reach_looks_as_if_it_were_missing(world, requests, moderator):
    """The same by a whole client, with all that stands before the admin."""
    missing = moderator.get(address("detail", SupportRequest(reference="OC-2099-00001")))
    for method in ("get", "post"):
        answer = getattr(moderator, method)(address("note", requests["foreign"]))
        assert answer.status_code == 404 and answer.content == missing.content


@pytest.mark.parametrize("kind", [kind for kind in REACH if kind != "missing"])
def test_what_is_in_reach_can_be_read(world, people, requests, sign_in, kind):
    request = requests[kind]
    for role in REACH[kind]:
        client, visitor = sign_in(people[role]), Visitor(people[role])
        for name in READS | PAGES:
            assert client.get(address(name, request)).status_code == 200, (role, name)
        for name in READS:
            data = body(name, world, request)
            assert visitor.ask("post", address(name, request), data).status_code == 405, name
        assert client.get(address("file", request)).status_code == 404
        for name in set(MAY) - PAGES:
            assert visitor.ask("get", address(name, request)).status_code == 405, (role, name)


@pytest.mark.parametrize("role", ("intake", "organizer", "moderator", "auditor", "privacy"))
def test_who_reads_the_request_of_another_team_does_not_act_on_it(world, people, role):
    grids.in_force(world)
    request = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    factories.also_names(request, world.gatineau)
    visitor = Visitor(people[role])
    for name in sorted(set(MAY) - {"retry", "settle"}):
        answer = visitor.ask("post", address(name, request), body(name, world, request))
        assert answer.status_code == 422, (role, name)
        assert request.events.count() == 1, (role, name)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_lists_hold_only_what_is_in_reach(world, people, requests, sign_in, name):
    view = name.startswith("view")
    args = ["open"] if view else []
    for role in (*STAFF, *WITHOUT_REQUESTS):
        answer = sign_in(people[role]).get(reverse(f"coorg_requests:{name}", args=args))
        if role in WITHOUT_REQUESTS:
            assert answer.status_code == 302
            continue
        html = answer.content.decode()
        for kind, request in requests.items():
            assert (request.reference in html) == (role in REACH[kind]), (role, kind)


@pytest.mark.parametrize("view, holders", [(v, v) for v in ("route", "quarantine", "evaluate")])
def test_views_of_a_capability_are_for_its_holders(people, sign_in, view, holders):
    for role in STAFF:
        user = people[role]
        expected = 200 if user.has_perm(f"coorg_forms.{holders}_supportrequest") else 404
        for name in ("view_index", "view_index_results"):
            address = reverse(f"coorg_requests:{name}", args=[view])
            assert sign_in(user).get(address).status_code == expected


def test_an_unknown_view_or_move_does_not_exist(moderator, support_request):
    assert moderator.get(reverse("coorg_requests:view_index", args=["all"])).status_code == 404
    move = reverse("coorg_requests:move", args=[support_request.reference, "explode"])
    assert moderator.post(move, {"version": 1}).status_code == 404


def test_quarantined_requests_leave_the_other_views(world, moderator):
    request = factories.submit(world.page, suspicions=("honeypot",))
    for view in ("mine", "triage", "open"):
        html = moderator.get(reverse("coorg_requests:view_index", args=[view])).content.decode()
        assert request.reference not in html
    quarantine = reverse("coorg_requests:view_index", args=["quarantine"])
    assert request.reference in moderator.get(quarantine).content.decode()


def test_who_loses_a_request_by_routing_it_returns_to_the_list(world, sign_in):
    request = factories.submit(world.page, factories.answers(territory=["unsure"]))
    client = sign_in(world.intake)
    back = f"{reverse('coorg_requests:index')}?state=received"
    answer = client.post(
        reverse("coorg_requests:route", args=[request.reference]),
        {
            "version": 1,
            "next": back,
            "territory": world.pontiac.pk,
            "service": world.organizing.pk,
        },
    )
    assert answer.url == back
    assert not operations.can_note(user=world.intake, request=request)


@pytest.mark.parametrize("role", (*STAFF, *WITHOUT_REQUESTS))
def test_the_list_leads_to_what_one_may_open(world, people, sign_in, role):
    client = sign_in(people[role])
    html = client.get(reverse("coorg_requests:index")).content.decode()
    for name, who in LINKED.items():
        assert (reverse(f"coorg_requests:{name}") in html) == (role in who), (role, name)


def test_who_enters_is_led_to_the_only_form(world, people, sign_in):
    form = reverse("coorg_requests:enter_form", args=[world.page.pk])
    for role in (*STAFF, *WITHOUT_REQUESTS):
        client, enters = sign_in(people[role]), role in WRITERS
        assert (client.get(reverse("coorg_requests:enter")).url == form) == enters, role
        assert client.get(form).status_code == (200 if enters else 302), role
        client.post(form, {})
    assert not SupportRequest.objects.exists()


@pytest.mark.parametrize("name", ("export", "exports", "absences", "reports", "health", "accesses"))
def test_pages_of_the_desk_are_drawn_for_those_who_open_them(people, sign_in, name):
    for role in DESK[name].who:
        answer = sign_in(people[role]).get(reverse(f"coorg_requests:{name}"))
        assert answer.status_code == 200, role


def test_reminders_are_sent_again_by_those_who_oversee(world, people, sign_in):
    lost = factories.undelivered_reminder(world.organizer)
    for role in (*STAFF, *WITHOUT_REQUESTS):
        client, opens = sign_in(people[role]), role in LINKED["health"]
        where = reverse("coorg_requests:retry_reminder", args=[lost.pk])
        assert client.get(where).status_code == (405 if opens else 302), role
        answer = client.post(where)
        lost.refresh_from_db()
        assert (lost.status == "pending") == opens, role
        assert answer.status_code == 302
        type(lost).objects.filter(pk=lost.pk).update(status="failed", attempts=8)
