"""The tables of states, moves and roles, and that they agree with one another."""

from dataclasses import fields
from itertools import product

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import translation

from coorg_forms.models import Decision
from coorg_forms.models.event import ACTIONS
from coorg_forms.operations import Ruling
from coorg_forms.operations.groups import codenames, create_groups
from coorg_forms.triage.decisions import KINDS
from coorg_forms.triage.moves import MOVES, moves_from
from coorg_forms.triage.roles import CAPABILITIES, ROLES
from coorg_forms.triage.states import (
    CLOCKS,
    DECIDED,
    ENDED,
    OPEN,
    OUTCOMES,
    STATES,
    outcome_choices,
    public_sentence,
    state_choices,
)

#: move → (from, to, reason): written out, so that a change of the table is a change here.
EXPECTED = {
    "review": ({"received"}, "review", ""),
    "ask": ({"received", "review"}, "info_needed", "public"),
    "resume": ({"info_needed", "postponed"}, "review", ""),
    "accept": ({"review"}, "accepted", "public"),
    "begin": ({"accepted"}, "assigned", ""),
    "redirect": ({"received", "review"}, "redirected", "public"),
    "postpone": ({"received", "review"}, "postponed", "public"),
    "decline": ({"review"}, "declined", "public"),
    "close": ({"assigned"}, "closed", "internal"),
    "withdraw": (
        {"received", "review", "info_needed", "accepted", "assigned", "postponed"},
        "withdrawn",
        "internal",
    ),
    "reopen": ({"redirected", "declined", "closed", "withdrawn"}, "review", "internal"),
}
#: role → the moves that it may make.
MAY = {
    "intake": set(),
    "organizer": {"review", "ask", "resume", "begin", "close", "withdraw"},
    "moderator": set(EXPECTED),
    "manager": set(EXPECTED),
    "auditor": set(),
    "privacy": set(),
    "editor": set(),
}


@pytest.mark.parametrize("state, code", list(product(STATES, MOVES)))
def test_table_of_moves(state, code):
    sources, target, reason = EXPECTED[code]
    move = MOVES[code]

    assert (state in move.sources) is (state in sources)
    assert (move in moves_from(state)) is (state in sources)
    assert (move.target, move.reason) == (target, reason)


@pytest.mark.parametrize("role, code", list(product(ROLES, MOVES)))
def test_table_of_roles(role, code):
    assert (MOVES[code].capability in ROLES[role].capabilities) is (code in MAY[role])


@pytest.mark.parametrize("code", MOVES)
def test_a_move_leads_somewhere_else_and_names_what_exists(code):
    move = MOVES[code]

    assert move.code == code
    assert set(move.sources) <= set(STATES) and move.target in STATES
    assert move.target not in move.sources
    assert move.capability in CAPABILITIES
    assert str(move.label)
    assert bool(move.reason) is bool(str(move.reason_label))
    assert move.reason in ("", "public", "internal")


def test_decisions_and_moves_agree():
    deciding = {move.decides: move for move in MOVES.values() if move.decides}
    assert set(deciding) == set(KINDS) == {code for code, _label in Decision.KINDS}
    for kind in KINDS.values():
        move = deciding[kind.code]
        assert (kind.move, kind.state) == (move.code, move.target)
        assert (move.capability, move.reason) == ("decide_supportrequest", "public")
        assert {*kind.parts} <= {one.name for one in fields(Ruling)}


def test_a_public_reason_reaches_the_requester():
    assert all(move.tells_requester for move in MOVES.values() if move.reason == "public")


def test_every_state_can_be_reached_and_left():
    reached, todo = set(), {"received"}
    while todo:
        state = todo.pop()
        reached.add(state)
        todo |= {move.target for move in moves_from(state)} - reached
    assert reached == set(STATES)
    assert all(moves_from(state) for state in STATES)


def test_ended_states_have_an_outcome_and_open_ones_none():
    assert set(OPEN) | set(ENDED) == set(STATES) and not set(OPEN) & set(ENDED)
    assert set(ENDED) == {"redirected", "declined", "closed", "withdrawn"}
    for state in STATES.values():
        assert (state.outcome in OUTCOMES) is state.ended
        assert state.clock in ("", DECIDED, *CLOCKS)
        assert not (state.ended and state.clock)


def test_choices_follow_the_tables():
    assert [code for code, _label in state_choices()] == list(STATES)
    assert [code for code, _label in outcome_choices()] == list(OUTCOMES)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("state", STATES)
def test_public_sentences(state, language):
    with translation.override(language):
        dated = public_sentence(state, "24\u00a0juin\u00a02027")
        undated = public_sentence(state)

    assert dated and undated
    assert "{" not in dated + undated
    assert ("24\u00a0juin\u00a02027" in dated) is bool(
        STATES[state].clock or STATES[state].has_next_step
    )
    assert "2027" not in undated


def test_codes_fit_their_columns():
    assert all(len(code) <= 20 for code in [*STATES, *OUTCOMES])
    assert all(len(code) <= 30 for code in ACTIONS)


# Roles and permissions ----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES.values(), ids=list(ROLES))
def test_groups_hold_the_permissions_of_their_role(role):
    held = set(
        Group.objects.get(name=role.name)
        .permissions.filter(
            content_type__app_label="coorg_forms", content_type__model="supportrequest"
        )
        .values_list("codename", flat=True)
    )

    expected = {"view_supportrequest", *role.capabilities} if role.sees_requests else set()
    assert held == expected
    assert set(codenames(role)) == expected | set(role.models)


@pytest.mark.django_db
def test_every_group_opens_the_admin():
    for role in ROLES.values():
        assert Group.objects.get(name=role.name).permissions.filter(
            codename="access_admin", content_type__app_label="wagtailadmin"
        )


@pytest.mark.django_db
def test_every_capability_is_a_permission():
    known = set(
        Permission.objects.filter(
            content_type__app_label="coorg_forms", content_type__model="supportrequest"
        ).values_list("codename", flat=True)
    )

    assert known == {"view_supportrequest", *CAPABILITIES}


@pytest.mark.django_db
def test_creating_the_groups_again_takes_nothing_away():
    group = Group.objects.get(name=ROLES["auditor"].name)
    extra = Permission.objects.get(codename="note_supportrequest")
    group.permissions.add(extra)

    create_groups()

    assert extra in group.permissions.all()
    assert Group.objects.filter(name__startswith="Requests:").count() == len(ROLES)


def test_who_sees_a_whole_establishment():
    whole = {
        code for code, role in ROLES.items() if "view_whole_establishment" in role.capabilities
    }

    assert whole == {"manager", "auditor", "privacy"}


def test_who_may_read_contacts():
    readers = {code for code, role in ROLES.items() if "view_contact" in role.capabilities}

    assert readers == {"intake", "organizer", "moderator", "manager", "privacy"}
