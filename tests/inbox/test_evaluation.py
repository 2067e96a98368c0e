"""The page where requests are evaluated: filled in, saved, handed in, compared; never spied on."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import Evaluation, SupportRequest
from tests import factories, grids
from tests.evaluating import hand_in, keep
from tests.grids import WORKED, YES
from tests.inbox.conftest import fresh, post, url

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def grid(world):
    return grids.in_force(world)


def fields(notes=WORKED, gate=YES, *, version=0, **more) -> dict:
    """The evaluation as its form would send it."""
    return {
        "evaluation": version,
        **{f"gate-{key}": "yes" if given else "no" for key, given in gate.items()},
        **{f"note-{key}": "na" if note is None else note for key, note in notes.items()},
        **more,
    }


def read(client, request) -> BeautifulSoup:
    answer = client.get(url("evaluation", request))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def send(client, name, request, script=False, **data):
    return client.post(url(name, request), data, headers=JSON if script else {})


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def organizer(world, sign_in):
    return sign_in(world.organizer)


# Fill in --------------------------------------------------------------------------------------


def test_each_note_is_a_radio_button_with_its_anchor_in_words(organizer, support_request):
    page = read(organizer, support_request)
    group = page.select_one("fieldset#note-inequalities")
    assert "Critère inequalities (en)" in group.legend.get_text()
    assert [one["value"] for one in group.select("input[type=radio]")] == ["0", "1", "2", "3", "na"]
    words = [label.get_text(" ", strip=True) for label in group.select("label")]
    assert words[2] == "2 Ancre inequalities 2 (en)" and words[4] == "N/A Not applicable"
    assert "Et un cabanon." in group.select_one(".coorg-bearing").get_text()  # bears on it
    assert not page.select_one("fieldset#note-fit .coorg-bearing")
    assert page.select_one("textarea#comment-fit")["aria-describedby"] == "coorg-comments-reach"
    assert "access" in page.select_one("#coorg-comments-reach").get_text()


def test_without_scripts_it_is_saved_and_read_again(organizer, support_request):
    sent = fields({"fit": 2, "timing": None}, {"mandate": True}, comment="En somme")
    sent["comment-partners"] = "À voir"
    answer = send(organizer, "evaluate", support_request, **sent)
    assert answer.status_code == 302 and answer.url.startswith(url("evaluation", support_request))
    page = read(organizer, support_request)
    checked = {one["name"]: one["value"] for one in page.select("input:checked")}
    assert checked == {"note-fit": "2", "note-timing": "na", "gate-mandate": "yes"}
    assert page.select_one("textarea#comment-partners").get_text() == "À voir"
    assert page.select_one("[name=evaluation]")["value"] == "1"
    assert "Saved at" in page.get_text()


def test_the_script_is_told_what_the_server_reckons(organizer, support_request):
    answer = send(organizer, "evaluate", support_request, script=True, **fields())
    said = answer.json()
    assert said["version"] == 1 and "Saved at" in said["saved"]
    assert "78 of 100" in said["score"] and "Priorité 1 (en)" in said["score"]
    again = fields({"fit": 3}, version=1)
    said = send(organizer, "evaluate", support_request, script=True, **again).json()
    assert "No score yet" in said["score"] and "6 answers left" in said["score"]


def test_a_second_window_is_told_and_loses_nothing(organizer, support_request):
    send(organizer, "evaluate", support_request, **fields(comment="La première"))
    late = fields({**WORKED, "fit": 0}, comment="La <seconde>")
    refused = send(organizer, "evaluate", support_request, script=True, **late)
    assert refused.status_code == 409 and refused.json()["conflict"]
    answer = send(organizer, "evaluate", support_request, **late)
    page = BeautifulSoup(answer.content, "html5lib")
    assert answer.status_code == 409
    assert page.select_one("#coorg-overall").get_text() == "La <seconde>"
    assert page.select_one("#note-fit input:checked")["value"] == "0"
    assert "La première" in page.select_one(".coorg-banner").get_text()
    version = page.select_one("[name=evaluation]")["value"]
    kept = send(organizer, "evaluate", support_request, **{**late, "evaluation": version})
    assert kept.status_code == 302
    assert Evaluation.objects.get().comment == "La <seconde>"


def test_handing_in_half_says_what_is_missing_and_keeps_the_rest(organizer, support_request):
    gate = {key: True for key in YES if key != "mandate"}
    answer = send(organizer, "submit_evaluation", support_request, **fields({"fit": 1}, gate))
    page = BeautifulSoup(answer.content, "html5lib")
    assert answer.status_code == 422
    linked = [link["href"] for link in page.select("[role=alert] a")]
    assert linked == ["#gate-mandate", *(f"#note-{key}" for key in WORKED if key != "fit")]
    assert all(page.select_one(target) for target in linked)
    assert Evaluation.objects.get().notes == {"fit": 1}
    assert page.select_one("[name=evaluation]")["value"] == "1"


@pytest.mark.parametrize("sent", [{"note-fit": "7"}, {"comment": "x" * 5000}])
def test_what_cannot_be_is_refused_with_everything_kept(organizer, support_request, sent):
    sent = {**fields(), **sent}
    answer = send(organizer, "evaluate", support_request, **sent)
    assert answer.status_code == 422
    assert 'name="note-timing" value="3" data-key="3" checked' in text(answer)
    refused = send(organizer, "evaluate", support_request, script=True, **sent)
    assert refused.json()["error"]


def test_insufficient_information_is_handed_in_or_asked(organizer, support_request):
    send(organizer, "evaluate", support_request, **fields({"fit": 3}))
    page = read(organizer, support_request)
    assert page.select_one("button[name=insufficient]")
    ask = page.select_one("[data-coorg-evaluate-target=ask]")
    form = BeautifulSoup(organizer.get(ask["href"]).content, "html5lib")
    asked = form.select_one("textarea[name=reason]").get_text()
    assert "– Question timing?" in asked and "Question fit?" not in asked
    assert "(en)" not in asked  # the requester's language, not the reader's
    sent = fields({"fit": 3}, version=1, insufficient="1")
    assert send(organizer, "submit_evaluation", support_request, **sent).status_code == 302
    assert fresh(support_request).score_state == "insufficient"


def test_a_no_at_the_gate_shows_the_way(organizer, support_request):
    answer = send(
        organizer, "evaluate", support_request, script=True, **fields({}, {"mandate": False})
    )
    said = answer.json()["score"]
    assert "Porte mandate (en)" in said and url("move", support_request, "redirect") in said
    again = fields({}, {"complete": False}, version=1)
    said = send(organizer, "evaluate", support_request, script=True, **again).json()["score"]
    assert url("move", support_request, "ask") in said and "redirect" not in said


# Blind ----------------------------------------------------------------------------------------


def everything(client, request) -> str:
    """All that a person may open about the evaluation."""
    pages = "".join(text(client.get(url(name, request))) for name in ("detail", "evaluation"))
    listed = BeautifulSoup(client.get("/admin/requests/").content, "html5lib")
    # Colleagues may be given the request, be told of a note, and stand among the filters: that
    # says nothing.
    for choice in (
        r"<select name=.assignee..*?</select>",
        r"<details class=.coorg-tell.*?</details>",
    ):
        pages = re.sub(choice, "", pages, flags=re.S)
    return pages + str(listed.select_one("table"))


def test_nothing_of_the_others_is_in_any_answer_until_ones_own_is_in(world, sign_in):
    first, second = world.organizer, world.person("organizer", last_name="Zwicky")
    request = factories.submit(world.page)
    secret = "Phrase secrète"
    hand_in(second, request, comment=secret, comments={"fit": secret})
    client = sign_in(first)
    seen = everything(client, request)
    for hidden in (secret, "Zwicky", "78 of 100", "Priorité 1", "Evaluation handed in"):
        assert hidden not in seen, hidden
    assert "1 of 2 evaluated" in seen
    filtered = text(client.get(reverse("coorg_requests:index") + "?band=P1"))
    assert request.reference not in filtered
    hand_in(first, fresh(request))
    seen = everything(client, request)
    for shown in (secret, "Zwicky", "78 of 100", "Priorité 1", "2 of 2 evaluated"):
        assert shown in seen, shown
    assert request.reference in text(client.get(reverse("coorg_requests:index") + "?band=P1"))


def test_who_knows_the_group_sees_nothing_either(world, sign_in, support_request):
    hand_in(world.moderator, support_request, comment="Phrase secrète")
    client = sign_in(world.organizer)
    answer = post(client, "declare_conflict", support_request)
    assert answer.status_code == 302
    seen = everything(client, support_request)
    assert "Phrase secrète" not in seen and "78 of 100" not in seen
    assert "Evaluate after all" in seen
    assert post(client, "withdraw_conflict", support_request).status_code == 302
    assert operations.can_evaluate(user=world.organizer, request=fresh(support_request))


# Compare, agree -------------------------------------------------------------------------------


@pytest.fixture
def differing(world, support_request) -> SupportRequest:
    keep(world.organizer, support_request, comments={"timing": "Rien ne presse"})
    hand_in(world.organizer, support_request, {**WORKED, "timing": 1})
    return hand_in(world.moderator, support_request)


def test_what_differs_is_flagged_and_talked_about(world, sign_in, organizer, differing):
    page = read(organizer, differing)
    apart = page.select(".coorg-compared--apart")
    assert [row.h4.get_text(" ", strip=True) for row in apart] == [
        "Critère timing (en) Differs median 2"
    ]
    assert [one.b.get_text() for one in apart[0].select("li")] == ["1", "3"]
    listed = reverse("coorg_requests:view_index", args=["discuss"])
    assert differing.reference in text(organizer.get(listed))
    assert post(organizer, "joint_note", differing, body=" ").status_code == 422
    assert post(organizer, "joint_note", differing, body="D’accord sur 2.").status_code == 302
    assert fresh(differing).score_state == "scored"
    assert "D’accord sur 2." in text(organizer.get(url("detail", differing)))
    assert differing.reference not in text(organizer.get(listed))


def test_ones_own_is_taken_back(organizer, differing):
    assert post(organizer, "reopen_evaluation", differing).status_code == 302
    assert fresh(differing).evaluated == 1
    assert read(organizer, differing).select_one("#note-timing input:checked")["value"] == "1"


def test_a_manager_chooses_the_priority_and_gives_it_back(world, sign_in, differing):
    manager = sign_in(world.manager)
    assert post(manager, "choose_band", differing, band="P3", reason="").status_code == 422
    assert post(manager, "choose_band", differing, band="P3", reason="Urgent").status_code == 302
    page = read(manager, differing).get_text(" ", strip=True)
    assert "75 of 100 Priorité 3 (en)" in page and "the score suggests: Priorité 1 (en)" in page
    assert post(manager, "choose_band", differing, band="").status_code == 302
    assert fresh(differing).band == "P1"
    assert post(manager, "choose_band", differing, band="P2", version=1).status_code == 409


# Lists ----------------------------------------------------------------------------------------


def test_what_waits_for_me_leaves_as_i_hand_it_in(world, organizer, support_request):
    mine = reverse("coorg_requests:view_index", args=["evaluate"])
    assert support_request.reference in text(organizer.get(mine))
    send(organizer, "submit_evaluation", support_request, **fields())
    assert support_request.reference not in text(organizer.get(mine))


def test_the_list_sorts_and_filters_by_priority(world, sign_in):
    made = [factories.submit(world.page) for _number in range(4)]
    for request, note in zip(made[:3], (1, 3, 2), strict=True):
        hand_in(world.organizer, request, dict.fromkeys(WORKED, note))
    client = sign_in(world.person("auditor"))

    def listed(query) -> list[str]:
        page = BeautifulSoup(client.get(f"/admin/requests/{query}").content, "html5lib")
        return [one.get_text() for one in page.select(".coorg-reference")]

    best_first = [made[i].reference for i in (1, 2, 0, 3)]
    assert listed("?ordering=score") == best_first
    assert listed("?ordering=-score") == best_first[::-1]
    assert listed("?band=P1&band=none&ordering=score") == [best_first[0], best_first[3]]
    assert set(listed("?evaluation=scored")) == set(best_first[:3])
    assert listed("?evaluation=discuss") == []


def test_the_list_costs_the_same_whatever_was_evaluated(world, sign_in):
    client = sign_in(world.organizer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/requests/")
        return len(captured)

    hand_in(world.moderator, factories.submit(world.page))
    client.get("/admin/requests/")
    few = queries()
    for _number in range(4):
        hand_in(world.moderator, factories.submit(world.page))
    assert queries() == few


def test_the_page_costs_the_same_whatever_was_handed_in(world, sign_in):
    grids.in_force(world, needed=5)
    request = factories.submit(world.page)
    client = sign_in(world.person("auditor"))

    def queries() -> int:
        client.get(url("evaluation", request))
        with CaptureQueriesContext(connection) as captured:
            client.get(url("evaluation", request))
        return len(captured)

    hand_in(world.organizer, request)
    hand_in(world.moderator, request)
    few = queries()
    for _number in range(3):
        hand_in(world.person("organizer"), request)
    assert queries() == few
