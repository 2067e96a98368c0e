"""The roles of staff and what each may do, in one table.

A capability is a Django permission on ``SupportRequest``; a role is a Django group that holds
some. Where a person may use them (territories × services) comes from their team memberships.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

#: codename → label. The custom permissions of ``SupportRequest``.
CAPABILITIES = {
    "view_whole_establishment": _("Can see every request of the establishments of their teams"),
    "view_contact": _("Can see who asked and how to reach them"),
    "route_supportrequest": _("Can see requests to route and route them"),
    "enter_supportrequest": _("Can enter a request made by telephone, by mail or in person"),
    "take_supportrequest": _("Can take a request"),
    "assign_supportrequest": _("Can assign a request to someone"),
    "move_supportrequest": _("Can move a request through the review"),
    "decide_supportrequest": _("Can accept, redirect, decline and reopen a request"),
    "note_supportrequest": _("Can write internal notes"),
    "reply_supportrequest": _("Can write to the requester"),
    "evaluate_supportrequest": _("Can evaluate a request by the grid"),
    "override_band": _("Can choose another priority than the score’s, with a reason"),
    "link_supportrequest": _("Can close a request as a duplicate of another, and part them"),
    "quarantine_supportrequest": _("Can quarantine a request and release it"),
    "retry_delivery": _("Can send an undelivered mail again"),
    "export_supportrequest": _("Can export requests as a file, with a reason"),
    "manage_absences": _("Can declare the absences of colleagues"),
    "view_health": _("Can see what does not work: mails, scans, jobs, territories without a team"),
    "view_reports": _("Can read the reports on requests"),
}


@dataclass(frozen=True)
class Role:
    code: str
    name: str
    """Name of the Django group (stored: not translated)."""
    capabilities: tuple[str, ...]
    """Codenames among ``CAPABILITIES``, besides seeing requests."""
    sees_requests: bool = True
    models: tuple[str, ...] = ()
    """Codenames of permissions on what requests refer to: terms, contact points, teams."""


def _each(*actions: str, of: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{action}_{model}" for model in of for action in actions)


_WORDS = ("territory", "service", "audience", "theme", "population", "contactpoint")
_PLACES = ("establishment", "team")
_DAILY = (
    "view_contact",
    "enter_supportrequest",
    "take_supportrequest",
    "move_supportrequest",
    "note_supportrequest",
    "reply_supportrequest",
    "evaluate_supportrequest",
)

ROLES = {
    role.code: role
    for role in (
        Role(
            "intake",
            "Requests: intake",
            (
                "view_contact",
                "enter_supportrequest",
                "route_supportrequest",
                "assign_supportrequest",
                "note_supportrequest",
                "reply_supportrequest",
                "link_supportrequest",
                "quarantine_supportrequest",
                "retry_delivery",
            ),
        ),
        Role("organizer", "Requests: organizers", _DAILY),
        Role(
            "moderator",
            "Requests: moderators",
            (
                *_DAILY,
                "assign_supportrequest",
                "decide_supportrequest",
                "link_supportrequest",
                "quarantine_supportrequest",
                "retry_delivery",
            ),
        ),
        Role(
            "manager",
            "Requests: managers",
            tuple(CAPABILITIES),
            models=(
                *_each("view", "add", "change", of=(*_WORDS, *_PLACES, "shortlink")),
                *_each(
                    "view",
                    "add",
                    "change",
                    "delete",
                    of=("membership", "replytemplate", "routingrule", "holiday"),
                ),
                *_each("view", of=("exportrecord", "accessrecord")),
                *_each("view", "change", of=("criteriagrid",)),
            ),
        ),
        Role(
            "auditor",
            "Requests: auditors",
            ("view_whole_establishment", "view_reports"),
            models=_each("view", of=("criteriagrid",)),
        ),
        Role(
            "privacy",
            "Requests: privacy officers",
            ("view_whole_establishment", "view_contact", "export_supportrequest"),
            models=_each("view", of=("exportrecord", "accessrecord")),
        ),
        Role(
            "editor",
            "Requests: editors",
            (),
            sees_requests=False,
            models=(
                *_each("view", "change", of=_WORDS),
                *_each("view", "add", "change", of=("shortlink",)),
            ),
        ),
    )
}
