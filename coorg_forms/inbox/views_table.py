"""The views of the list, one row each: what they hold, who has them, what they say when empty."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from coorg_forms.models import OutboxMessage
from coorg_forms.models.request_queryset import SupportRequestQuerySet


@dataclass(frozen=True)
class View:
    code: str
    label: object
    requests: Callable[[SupportRequestQuerySet, object], SupportRequestQuerySet]
    """``(requests in reach, user)`` → those of the view."""
    empty: object
    """What is said when there are none."""
    capability: str = ""
    """Only its holders have the view."""
    ordering: str = "due"
    in_tabs: bool = True
    """Whether it stands among the tabs, or is only led to when there is something in it."""

    def is_for(self, user) -> bool:
        return not self.capability or user.has_perm(f"coorg_forms.{self.capability}")


def _open(requests):
    return requests.open().outside_quarantine()


def _undelivered():
    return OutboxMessage.objects.undelivered().filter(request=OuterRef("pk"))


DEFAULT = "open"

VIEWS = {
    view.code: view
    for view in (
        View(
            "mine",
            _("Mine"),
            lambda requests, user: _open(requests).filter(assignee=user),
            _("You look after no request at the moment."),
        ),
        View(
            "triage",
            _("To triage"),
            lambda requests, user: _open(requests).filter(state__in=("received", "review")),
            _("Nothing to triage: every request has been read and decided."),
        ),
        View(
            "route",
            _("To route"),
            lambda requests, user: requests.to_route().outside_quarantine(),
            _("Every request has a team."),
            capability="route_supportrequest",
        ),
        View(
            "waiting",
            _("Waiting on the requester"),
            lambda requests, user: _open(requests).filter(state="info_needed"),
            _("No request waits for an answer of its requester."),
            ordering="received",
        ),
        View(
            "open",
            _("All open"),
            lambda requests, user: _open(requests),
            _("There is no open request."),
        ),
        View(
            "ended",
            _("Ended"),
            lambda requests, user: requests.filter(closed_at__isnull=False),
            _("No request has ended yet."),
            ordering="-received",
        ),
        View(
            "quarantine",
            _("Quarantine"),
            lambda requests, user: requests.open().quarantined(),
            _("Nothing is in quarantine."),
            capability="quarantine_supportrequest",
            ordering="received",
        ),
        View(
            "mail",
            _("Mail not delivered"),
            lambda requests, user: requests.filter(Exists(_undelivered())),
            _("Every mail was delivered."),
            ordering="-received",
            in_tabs=False,
        ),
    )
}


def views_of(user) -> list[View]:
    """The views that ``user`` has, in the order of the table."""
    return [view for view in VIEWS.values() if view.is_for(user)]
