"""Whom to tell among staff: those who are present, or who acts for them; never nobody.

``{"mailbox" or "user", "language"}`` for each.
"""

from django.conf import settings
from django.contrib.auth import get_user_model

from coorg_forms.models import Membership, SupportRequest
from coorg_forms.models.absence import Away
from coorg_forms.models.reach import Reach


def of_team(request: SupportRequest) -> list[dict]:
    """Whom to tell of a new request: the team's mailbox, or the nearest circle with someone in it.

    When everyone is away, the team is told nevertheless: the mail waits for their return.
    """
    if request.team and request.team.email:
        return [{"mailbox": request.team.email, "language": settings.LANGUAGE_CODE}]
    away = Away()
    for circle in (_members, _who_route, _who_see_all, _administrators):
        if people := _present(circle(request), request, away):
            return _each(people)
    return _each(_members(request))


def who_route(establishment) -> list:
    """Those who see what waits to be routed; nobody when only administrators do."""
    in_teams = _in_teams(team__establishment=establishment)
    for capability in ("route_supportrequest", "view_whole_establishment"):
        if people := _holding(capability, in_teams):
            return people
    return []


def of_request(request: SupportRequest) -> list[dict]:
    """Whom to tell of news: who looks after the request or acts for them, or else the team."""
    if request.assignee and (people := _present([request.assignee], request, Away())):
        return _each(people)
    return of_team(request)


# Circles, from the nearest to the farthest ------------------------------------------------------


def _members(request) -> list:
    """Those of the team who see requests."""
    if request.team is None:
        return []
    return _holding("view_supportrequest", _in_teams(team=request.team))


def _who_route(request) -> list:
    """Those of the establishment who see what waits to be routed."""
    return _holding("route_supportrequest", _in_teams(team__establishment=request.establishment))


def _who_see_all(request) -> list:
    """Those who see the whole establishment: its managers."""
    people = _in_teams(team__establishment=request.establishment)
    return _holding("view_whole_establishment", people)


def _administrators(request) -> list:
    return list(
        get_user_model().objects.filter(is_active=True, is_superuser=True).exclude(email="")
    )


def _in_teams(**which) -> list:
    rows = Membership.objects.current().filter(user__is_active=True, **which)
    rows = rows.exclude(user__email="").select_related("user")
    return list({row.user_id: row.user for row in rows}.values())


def _holding(capability: str, people) -> list:
    return [user for user in people if user.has_perm(f"coorg_forms.{capability}")]


# People -----------------------------------------------------------------------------------------


def _present(people, request, away: Away) -> list:
    """Those of ``people`` who are there, or who acts for them, among those who see the request."""
    acting = {user.pk: user for user in map(away.acting, people) if user}
    return [user for user in acting.values() if _may_be_told(user, request)]


def _may_be_told(user, request) -> bool:
    if not user.is_active or not user.email:
        return False
    return user.has_perm("coorg_forms.view_supportrequest") and Reach(user).covers(request)


def _each(people) -> list[dict]:
    return [{"user": user, "language": language_of(user)} for user in people]


def language_of(user) -> str:
    """The language in which a member of staff works."""
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE
