"""The views of the list, one row each: what they hold, who has them, what they say when empty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms.models import Attachment, OutboxMessage, RefusalReview, needs
from coorg_forms.models.absence import Away
from coorg_forms.models.awaiting import awaiting
from coorg_forms.models.full_text import scope
from coorg_forms.models.needs import OPEN
from coorg_forms.operations.writing import name_of
from coorg_forms.triage.score import UNDECIDED

#: What is due within as many days shows among what is due.
SOON = timedelta(days=2)


@dataclass(frozen=True)
class View:
    code: str
    label: object
    holds: Callable[[object], Q]
    """``user`` → the condition on the requests in reach."""
    empty: object
    """What is said when there are none."""
    capability: str = ""
    """Only its holders have the view."""
    ordering: str = "due"
    counted: bool = False
    """Whether its tab says how many requests it holds."""
    in_tabs: bool = True
    """Whether it stands among the tabs, or is only led to when there is something in it."""

    stages: str = scope.OPEN
    """Where its requests stand: letters of ``full_text.scope``."""

    @property
    def grows_for_ever(self) -> bool:
        """Whether it holds what ended, of which there is more every year."""
        return self.stages == scope.ENDED

    def is_for(self, user) -> bool:
        return not self.capability or user.has_perm(f"coorg_forms.{self.capability}")


def _open_in(*states: str) -> Callable[[object], Q]:
    return lambda user: OPEN & Q(state__in=states)


def _reviews(user) -> Q:
    return Q(pk__in=RefusalReview.objects.pending().order_by().values("decision__request"))


def _undelivered(user) -> Q:
    mails = OutboxMessage.objects.undelivered().order_by()
    return Q(pk__in=mails.values("request"))


def _files_blocked(user) -> Q:
    files = Attachment.objects.blocked().order_by()
    return Q(pk__in=files.values("request"))


DEFAULT = "open"

VIEWS = {
    view.code: view
    for view in (
        View(
            "mine",
            _("Mine"),
            needs.mine,
            _("You look after no request at the moment."),
            counted=True,
        ),
        View(
            "triage",
            _("To triage"),
            needs.to_triage,
            _("Nothing to triage: every request has been read and decided."),
            counted=True,
        ),
        View(
            "evaluate",
            _("To evaluate by me"),
            lambda user: OPEN & awaiting(user),
            _("No request waits for your evaluation."),
            capability="evaluate_supportrequest",
            counted=True,
        ),
        View(
            "discuss",
            _("To discuss"),
            lambda user: OPEN & Q(state__in=UNDECIDED, score_state="discuss"),
            _("The evaluators agree on every request, or have talked about it."),
            capability="evaluate_supportrequest",
            counted=True,
        ),
        View(
            "route",
            _("To route"),
            needs.to_route,
            _("Every request has a team."),
            capability="route_supportrequest",
            ordering="received",
            counted=True,
        ),
        View(
            "due",
            _("Due soon or late"),
            lambda user: OPEN & Q(due_on__lte=timezone.localdate() + SOON),
            _("Nothing is due within two days, and nothing is late."),
            counted=True,
        ),
        View(
            "waiting",
            _("Waiting on the requester"),
            _open_in("info_needed"),
            _("No request waits for an answer of its requester."),
            ordering="received",
            counted=True,
        ),
        View(
            "open", _("All open"), lambda user: OPEN, _("There is no open request."), counted=True
        ),
        View(
            "ended",
            _("Ended"),
            lambda user: Q(closed_at__isnull=False),
            _("No request has ended yet."),
            ordering="-received",
            stages=scope.ENDED,
        ),
        View(
            "quarantine",
            _("Quarantine"),
            needs.in_quarantine,
            _("Nothing is in quarantine."),
            capability="quarantine_supportrequest",
            ordering="received",
            counted=True,
            stages=scope.QUARANTINED,
        ),
        View(
            "reviews",
            _("Refusals to review"),
            _reviews,
            _("Nobody waits for the review of a refusal."),
            capability="decide_supportrequest",
            ordering="-received",
            stages=scope.STAGES,
        ),
        View(
            "late",
            _("Late"),
            needs.late,
            _("Nothing is late."),
            counted=True,
            in_tabs=False,
        ),
        View(
            "week",
            _("Due within seven days"),
            needs.this_week,
            _("Nothing is due within seven days."),
            counted=True,
            in_tabs=False,
        ),
        View(
            "answered",
            _("Answers that came back"),
            needs.answered,
            _("No answer of a requester waits to be taken up."),
            ordering="received",
            counted=True,
            in_tabs=False,
        ),
        View(
            "mail",
            _("Mail not delivered"),
            _undelivered,
            _("Every mail was delivered."),
            ordering="-received",
            stages=scope.STAGES,
            in_tabs=False,
        ),
        View(
            "files",
            _("Files that cannot be opened"),
            _files_blocked,
            _("Every file was scanned and can be opened."),
            ordering="-received",
            stages=scope.STAGES,
            in_tabs=False,
        ),
    )
}


#: Starts the code of the view of what someone absent looks after.
STANDING_IN = "for_"


def views_of(user, away: Away) -> list[View]:
    """The views that ``user`` has, in the order of the table; after their own requests, those of
    the people for whom they act today."""
    own = [view for view in VIEWS.values() if view.is_for(user)]
    return [*own[:1], *(_standing_in(person) for person in away.replaced_by(user)), *own[1:]]


def view_of(user, code: str) -> View | None:
    """The view called ``code``, if ``user`` has it."""
    if code.startswith(STANDING_IN):
        found = views_of(user, Away())
        return next((view for view in found if view.code == code), None)
    view = VIEWS.get(code)
    return view if view and view.is_for(user) else None


def _standing_in(person) -> View:
    said = {"name": name_of(person)}
    return View(
        f"{STANDING_IN}{person.pk}",
        _("Mine for %(name)s") % said,
        lambda user: OPEN & Q(assignee=person),
        _("%(name)s looks after no request at the moment.") % said,
        counted=True,
    )
