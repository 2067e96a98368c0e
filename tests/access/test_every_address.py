"""Every address of ours in the admin × every role × every method, from the table of addresses.

How far a person's requests reach: ``tests/inbox/test_access.py``.
"""

import logging

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from wagtail.models import GroupPagePermission

from coorg_forms.triage.roles import ROLES
from tests import factories
from tests.access.sent import Filled
from tests.access.table import EVERYONE, OUTSIDE, ROWS
from tests.access.visitor import Visitor, names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_log():
    """A method that is refused is a line of Django's log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def person(world, superuser):
    """``person(role)`` → someone of the team of Gatineau in that role."""

    def of(role):
        others = {"superuser": superuser, "anonymous": AnonymousUser()}
        if role in others:
            return others[role]
        if role in ROLES:
            return world.person(role)
        return _who_writes_pages() if role == "pages" else factories.user()

    return of


def _who_writes_pages():
    """Wagtail's own editors: they write pages and have no role."""
    group, _made = Group.objects.get_or_create(name="Editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.get_or_create(
            group=group, page=factories.home(), permission=permission
        )
    person = factories.user()
    person.groups.add(group)
    return person


def test_every_address_has_a_row():
    assert names() == set(ROWS)


def test_every_role_is_asked():
    assert {*EVERYONE} == {*ROLES, "superuser", "pages"}


@pytest.mark.parametrize("role", (*EVERYONE, *OUTSIDE))
def test_who_opens_what_and_how(world, person, role):
    filled, visitor = Filled(world), Visitor(person(role))
    told = filled.request.events.exclude(action="received").exists
    wrong = []
    for name, row in ROWS.items():
        said = visitor.outcomes(filled.path(name), filled.data(name), told)
        wrong += [
            f"{name} {method}: {answer}, not {row.expected(role, method)}"
            for method, answer in said.items()
            if answer != row.expected(role, method)
        ]
    assert not wrong, "\n" + "\n".join(wrong)
