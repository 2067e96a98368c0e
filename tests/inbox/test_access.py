"""Every address of the inbox × every role × in and out of reach × GET and POST.

Those of the evaluation grids: ``grids/test_access.py``.
"""

from uuid import uuid4

import pytest
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.inbox.viewset import InboxViewSet
from coorg_forms.models import SupportRequest
from tests import factories, grids

STAFF = ("intake", "organizer", "moderator", "manager", "auditor", "privacy", "superuser")
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

#: act → who may do it on a request of their own team.
MAY = {
    "take": ("organizer", "moderator", "manager", "superuser"),
    "assign": ("intake", "moderator", "manager", "superuser"),
    "unassign": (),  # nobody looks after it
    "plan": (),  # a promise runs
    "move": ("organizer", "moderator", "manager", "superuser"),
    "decide": ("moderator", "manager", "superuser"),
    "ask_review": (),  # it was not refused
    "give_review": (),
    "answer_review": (),
    "accept_correction": (),  # none waits
    "refuse_correction": (),
    "note": ("intake", "organizer", "moderator", "manager", "superuser"),
    "reply": ("intake", "organizer", "moderator", "manager", "superuser"),
    "quarantine": ("intake", "moderator", "manager", "superuser"),
    "release": (),  # it is not in quarantine
    "spam": (),
    "route": ("intake", "manager", "superuser"),
    "duplicate": ("intake", "moderator", "manager", "superuser"),
    "separate": (),  # it is no duplicate
    "retry": (),  # every mail left
    "settle": (),
    "renew_link": (),  # mails go out; see test_renew_link
    "undo": (),  # nothing was done
    "evaluate": ("organizer", "moderator", "manager", "superuser"),
    "submit_evaluation": ("organizer", "moderator", "manager", "superuser"),
    "declare_conflict": ("organizer", "moderator", "manager", "superuser"),
    "withdraw_conflict": (),  # nobody stepped aside
    "reopen_evaluation": (),  # nobody handed anything in
    "joint_note": (),  # nobody differs
    "choose_band": (),  # there is no score
}
#: Kept for oneself: the history of the request does not hear of it.
SILENT = {"evaluate"}
#: Pages of a request that only show.
READS = {"detail", "evaluation", "explained", "explained_pdf"}
#: Acts that have a page of their own.
PAGES = {"move", "decide"}
LISTS = {"index", "index_results", "view_index", "view_index_results"}
#: About the list or the person, not about one request; see test_saved_views, test_place, test_bulk,
#: test_undo, test_export, test_absences, test_presence.
OTHERS = {
    *("save_view", "saved_view", "delete_view", "prefer", "bulk", "bulk_run", "bulk_undo"),
    *("export", "export_progress", "exports", "absences", "end_absence"),
    *("health", "reports", "accesses", "accesses_results", "presence"),
    *("enter", "enter_form", "enter_read_back", "entered"),
    *("retry_reminder", "bulk_reply"),
}
#: Who enters requests for others; see test_enter.
ENTERS = ("intake", "organizer", "moderator", "manager", "superuser")
#: address → who opens it.
EXPORTS = {
    "export": ("manager", "privacy", "superuser"),
    "export_progress": ("manager", "privacy", "superuser"),
    "exports": ("manager", "privacy", "superuser"),
}
#: pages that are only read → who opens them.
READ = {
    "health": ("manager", "superuser"),
    "reports": ("manager", "auditor", "superuser"),
    "accesses": ("manager", "privacy", "superuser"),
}
NAMES = [pattern.name for pattern in InboxViewSet().get_urlpatterns()]


def test_every_address_has_a_row_here():
    assert set(NAMES) == {*LISTS, *OTHERS, *READS, "file", *MAY}


def address(name, reference):
    if name in LISTS:
        args = ["mine"] if name.startswith("view") else []
    elif name in OTHERS:
        rows = ("saved_view", "delete_view", "end_absence", "retry_reminder")
        asking = {"export_progress": [uuid4()]}
        entering = {"enter_form": [1], "enter_read_back": [1, uuid4()], "entered": [uuid4()]}
        args = (asking | entering).get(name, [1] if name in rows else [])
    else:
        more = {"move": ["review"], "decide": ["redirected"], "file": [uuid4()]}
        args = [reference, *more.get(name, [])]
    return reverse(f"coorg_requests:{name}", args=args)


def body(name, world, request=None):
    version = request.version if request else 1
    person = world.organizer.pk
    places = {"territory": world.gatineau.pk, "service": world.organizing.pk}
    fields = {"assign": {"assignee": person}, "note": {"body": "Note"}, "route": places}
    fields["refuse_correction"] = {"reason": "Parce que."}
    fields["reply"] = fields["ask_review"] = {"body": "Bonjour"}
    notes = {f"note-{key}": note for key, note in grids.WORKED.items()}
    found = {"evaluation": 0, **notes, **{f"gate-{key}": "yes" for key in grids.GATE}}
    fields["evaluate"] = fields["submit_evaluation"] = found
    fields["joint_note"] = {"body": "Note"}
    fields["duplicate"] = {"reference": another(world).reference} if name == "duplicate" else {}
    fields["choose_band"] = {"band": "P1", "reason": "Note"}
    fields["decide"] = {"reason": "Parce que.", "resource": "Info-Social"}
    fields["give_review"] = {"reviewer": world.manager.pk}
    fields["answer_review"] = {"outcome": "upheld", "reason": "Parce que."}
    return {"version": version, **fields.get(name, {})}


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


def visit(client, method, name, world, request):
    return getattr(client, method)(
        address(name, request.reference), body(name, world, request) if method == "post" else None
    )


@pytest.mark.parametrize("kind", REACH)
def test_what_is_out_of_reach_does_not_exist(world, people, requests, sign_in, kind):
    request = requests[kind]
    asking = ("organizer", "superuser") if kind == "missing" else (*STAFF, *WITHOUT_REQUESTS)
    for role in asking:
        client = sign_in(people[role])
        missing = client.get(address("detail", "OC-2099-00001"))
        for name in set(NAMES) - LISTS - OTHERS:
            for method in ("get", "post"):
                if role in REACH[kind]:
                    continue
                answer = visit(client, method, name, world, request)
                assert answer.status_code == 404, (role, kind, name, method)
                assert answer.content == missing.content


@pytest.mark.parametrize("kind", [kind for kind in REACH if kind != "missing"])
def test_what_is_in_reach_can_be_read(world, people, requests, sign_in, kind):
    for role in REACH[kind]:
        client = sign_in(people[role])
        for name in READS | PAGES:
            assert visit(client, "get", name, world, requests[kind]).status_code == 200, name
        for name in READS:
            assert visit(client, "post", name, world, requests[kind]).status_code == 405, name
        assert visit(client, "get", "file", world, requests[kind]).status_code == 404
        for name in set(MAY) - PAGES:
            assert visit(client, "get", name, world, requests[kind]).status_code == 405


@pytest.mark.parametrize("name", MAY)
def test_who_may_do_what_on_their_own(world, people, sign_in, name):
    grids.in_force(world, needed=9)
    for role in STAFF:
        request = factories.submit(world.page)
        answer = visit(sign_in(people[role]), "post", name, world, request)
        expected = 302 if role in MAY[name] else 422
        assert answer.status_code == expected, (role, name)
        changed = SupportRequest.objects.get(pk=request.pk).events.count() > 1
        assert changed == (role in MAY[name] and name not in SILENT), (role, name)


@pytest.mark.parametrize("name", sorted(set(MAY) - {"retry", "settle"}))
def test_who_reads_the_request_of_another_team_does_not_act_on_it(world, people, sign_in, name):
    grids.in_force(world)
    for role in ("intake", "organizer", "moderator", "auditor", "privacy"):
        request = factories.submit(world.page, factories.answers(territory=["pontiac"]))
        factories.also_names(request, world.gatineau)
        answer = visit(sign_in(people[role]), "post", name, world, request)
        assert answer.status_code == 422, (role, name)
        assert request.events.count() == 1


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


def test_without_access_to_the_admin_one_must_sign_in(world, client, sign_in):
    request = factories.submit(world.page)
    for visitor in (client, sign_in(factories.user())):
        for name in NAMES:
            for method in ("get", "post"):
                answer = visit(visitor, method, name, world, request)
                assert answer.status_code == 302
                assert answer.url.startswith(reverse("wagtailadmin_login"))


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


def test_views_and_preferences_are_for_who_sees_requests(people, sign_in):
    for role in (*STAFF, *WITHOUT_REQUESTS):
        client = sign_in(people[role])
        for name in ("save_view", "prefer"):
            answer = client.post(address(name, ""), {"next": "/admin/requests/"})
            assert (answer.url == "/admin/requests/") == (role in STAFF), (role, name)
        for name in ("saved_view", "delete_view"):
            method = "get" if name == "saved_view" else "post"
            expected = 404 if role in STAFF else 302
            assert getattr(client, method)(address(name, "")).status_code == expected
        assert client.get(address("save_view", "")).status_code in (302, 405)


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_are_for_a_few(people, sign_in, name):
    for role in (*STAFF, *WITHOUT_REQUESTS):
        client = sign_in(people[role])
        opens = role in EXPORTS[name]
        assert client.get(address(name, "")).status_code == (200 if opens else 302), role
        linked = client.get(reverse("coorg_requests:index")).content.decode()
        if name != "export_progress":  # the page of an export asks it
            assert (address(name, "") in linked) == opens, role
        refused = 422 if name == "export" else 405
        assert client.post(address(name, ""), {}).status_code == (refused if opens else 302), role


def test_absences_are_for_who_sees_requests(people, sign_in):
    for role in (*STAFF, *WITHOUT_REQUESTS):
        client = sign_in(people[role])
        opens = role in STAFF
        assert client.get(address("absences", "")).status_code == (200 if opens else 302), role
        assert client.post(address("absences", ""), {}).status_code == (422 if opens else 302)
        assert client.get(address("end_absence", "")).status_code in (302, 405)
        assert client.post(address("end_absence", "")).status_code == (404 if opens else 302)


def test_who_enters_requests_for_others(world, people, sign_in):
    form = reverse("coorg_requests:enter_form", args=[world.page.pk])
    for role in (*STAFF, *WITHOUT_REQUESTS):
        client = sign_in(people[role])
        enters = role in ENTERS
        chosen = client.get(address("enter", "")).url  # there is one form only
        assert (chosen == form) == enters, role
        assert client.get(form).status_code == (200 if enters else 302), role
        assert client.post(form, {}).status_code == (422 if enters else 302), role
        for name in ("enter_form", "enter_read_back", "entered"):
            missing = client.get(address(name, "")).status_code
            assert missing == (404 if enters else 302), (role, name)
        linked = client.get(reverse("coorg_requests:index")).content.decode()
        assert (address("enter", "") in linked) == enters, role
    assert not SupportRequest.objects.exists()


@pytest.mark.parametrize("name", READ)
def test_pages_of_those_who_oversee(people, sign_in, name):
    for role in (*STAFF, *WITHOUT_REQUESTS):
        client = sign_in(people[role])
        opens = role in READ[name]
        assert client.get(address(name, "")).status_code == (200 if opens else 302), role
        linked = client.get(reverse("coorg_requests:index")).content.decode()
        assert (address(name, "") in linked) == opens, role
        assert client.post(address(name, ""), {}).status_code == (405 if opens else 302), role


def test_reminders_are_sent_again_by_those_who_oversee(world, people, sign_in):
    lost = factories.undelivered_reminder(world.organizer)
    for role in (*STAFF, *WITHOUT_REQUESTS):
        client, opens = sign_in(people[role]), role in READ["health"]
        where = reverse("coorg_requests:retry_reminder", args=[lost.pk])
        assert client.get(where).status_code == (405 if opens else 302), role
        answer = client.post(where)
        lost.refresh_from_db()
        assert (lost.status == "pending") == opens, role
        assert answer.status_code == 302
        type(lost).objects.filter(pk=lost.pk).update(status="failed", attempts=8)


def test_several_are_written_to_by_who_may_write(world, people, sign_in):
    request = factories.submit(world.page)
    for role in (*STAFF, *WITHOUT_REQUESTS):
        client, sent = sign_in(people[role]), {"item": f"{request.reference}:1"}
        answer = client.post(reverse("coorg_requests:bulk_reply"), sent)
        assert answer.status_code == (422 if role in MAY["reply"] else 302), role
        assert client.get(reverse("coorg_requests:bulk_reply")).status_code in (302, 405)
    assert request.messages.count() == 0
