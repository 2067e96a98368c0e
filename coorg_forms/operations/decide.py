"""Decide what becomes of a request: a named person does, with a reason written for the requester.

The score is kept beside the decision as it stood. It proposes and never decides.
"""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import Decision, SupportRequest, Team
from coorg_forms.models.reach import Reach
from coorg_forms.operations.assign import assignable
from coorg_forms.operations.errors import Incomplete
from coorg_forms.operations.milestones import reached
from coorg_forms.operations.moving import can_leave
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.promises import clock_fields, from_day
from coorg_forms.operations.standing import Standing
from coorg_forms.operations.writing import change, compare, name_of, require, write_message
from coorg_forms.triage.decisions import KINDS
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.states import STATES


@dataclass(frozen=True)
class Ruling:
    """What is decided. Which fields a kind asks for: ``triage.decisions.KINDS``."""

    kind: str
    reason: str = ""
    """For the requester, in their language."""
    team: Team | None = None
    person: object = None
    """Who will contact the requester; empty when that is not known yet."""
    contact_by: date | None = None
    resource: str = ""
    shares_data: bool = False
    consent_at: date | None = None
    """The day on which the requester agreed that the request go along."""
    suggestion: str = ""
    until: date | None = None

    @property
    def person_name(self) -> str:
        return name_of(self.person)

    @property
    def promised_on(self) -> date | None:
        return self.contact_by or self.until

    @property
    def parts(self) -> dict:
        """The fields that its kind asks for."""
        return {name: getattr(self, name) for name in KINDS[self.kind].parts}


def can_decide(
    *,
    user,
    request: SupportRequest,
    kind: str,
    reach: Reach | None = None,
    standing: Standing | None = None,
) -> Verdict:
    """Whether ``user`` may decide so now; ``kind`` is a code of ``triage.decisions.KINDS``.

    Arguments:
        standing: that of ``request``, for who asks about several kinds at once.
    """
    move = MOVES[KINDS[kind].move]
    verdict = can_leave(request, move) and may(user, move.capability, request, reach)
    if not verdict:
        return verdict
    standing = standing or Standing(request)
    if standing.has_conflict(user):
        return Verdict(_("You said that you know this group: a colleague decides."))
    return standing.allows(kind)


@transaction.atomic
def decide(*, user, request: SupportRequest, ruling: Ruling, version: int) -> Decision:
    """Make the decision: the move of the table, the words for the requester, the mail.

    Arguments:
        version: the version of the request that the person saw.

    Raises:
        Forbidden: not allowed, or not on these evaluations.
        Incomplete: something that the requester must be told is missing.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    standing = Standing(request)
    require(can_decide(user=user, request=request, kind=ruling.kind, standing=standing))
    _check(request, ruling)
    decision = _record(user, request, ruling, standing)
    target = STATES[KINDS[ruling.kind].state]
    change(
        request,
        version=version,
        action="moved",
        actor=user,
        data={
            "move": KINDS[ruling.kind].move,
            "message": decision.reason_id,
            "decision": decision.pk,
        },
        state=target.code,
        outcome=target.outcome,
        closed_at=timezone.now() if target.ended else None,
        **clock_fields(request, target) | _dated(ruling),
        **reached(request, contact=True, decision=ruling.kind != "postponed"),
        **_charge(ruling),
    )
    outbox.post_to_requester(request, kind="decided")
    return decision


def _record(user, request, ruling: Ruling, standing: Standing) -> Decision:
    reason = write_message(
        request, kind="reason", audience="requester", body=ruling.reason, author=user
    )
    kept = ruling.parts
    if suggestion := kept.pop("suggestion", ""):
        kept["suggestion"] = write_message(
            request, kind="suggestion", audience="requester", body=suggestion, author=user
        )
    if kept.get("person"):
        kept["person_name"] = name_of(kept["person"])
    if not kept.get("shares_data"):
        kept.pop("consent_at", None)
    return Decision.objects.create(
        request=request,
        kind=ruling.kind,
        reason=reason,
        decided_at=timezone.now(),
        decided_by=user,
        decided_by_name=name_of(user),
        grid=standing.grid,
        score=request.score,
        band=request.band,
        **kept,
    )


def _dated(ruling: Ruling) -> dict:
    """The date that the decision gives; without one, that of the state."""
    return {"due_on": ruling.promised_on} if ruling.promised_on else {}


def _charge(ruling: Ruling) -> dict:
    """Who answers for an accepted request from now on."""
    if ruling.kind != "accepted":
        return {}
    return {
        "team": ruling.team,
        "assignee": ruling.person,
        "assignee_name": name_of(ruling.person),
    }


# What a decision must say --------------------------------------------------------------------


def _check(request: SupportRequest, ruling: Ruling) -> None:
    """Raise ``Incomplete`` unless the requester is told all that they must know."""
    if not ruling.reason.strip():
        raise Incomplete("reason", _("Write the reason: the requester reads it."))
    if unknown := _unasked(ruling):
        raise ValueError(f"a decision “{ruling.kind}” has no {', '.join(unknown)}")
    for name in ruling.parts:
        if problem := _PROBLEMS[name](request, ruling):
            raise Incomplete(name, problem)


def _unasked(ruling: Ruling) -> list[str]:
    known = {"kind", "reason", *KINDS[ruling.kind].parts}
    return [one.name for one in fields(ruling) if one.name not in known and _said(ruling, one.name)]


def _said(ruling: Ruling, name: str) -> bool:
    return bool(getattr(ruling, name))


def _team(request, ruling):
    if ruling.team not in teams_for(request):
        return _("Choose a team that answers for this territory and service.")
    return ""


def _person(request, ruling):
    if ruling.person is None or ruling.person.pk in {one.pk for one in assignable(request)}:
        return ""
    return _("This person does not work in the team of this request.")


def _contact_by(request, ruling):
    if ruling.contact_by is None:
        return _("Say by when the requester will be contacted.")
    if ruling.contact_by < timezone.localdate():
        return _("Choose a date that is not past.")
    return ""


def _resource(request, ruling):
    return "" if ruling.resource.strip() else _("Say which service can help better.")


def _consent_at(request, ruling):
    if not ruling.shares_data:
        return ""
    if ruling.consent_at is None:
        return _("Without a dated consent, nothing is sent to another service.")
    if ruling.consent_at > timezone.localdate():
        return _("A consent cannot be dated in the future.")
    return ""


def _suggestion(request, ruling):
    return "" if ruling.suggestion.strip() else _("Say what the requester can do instead.")


def _until(request, ruling):
    if ruling.until is None:
        return _("Say when the request will be looked at again.")
    if ruling.until <= timezone.localdate():
        return _("Choose a date to come.")
    return ""


_PROBLEMS = {
    "team": _team,
    "person": _person,
    "contact_by": _contact_by,
    "resource": _resource,
    "shares_data": lambda request, ruling: "",
    "consent_at": _consent_at,
    "suggestion": _suggestion,
    "until": _until,
}


# What is proposed ----------------------------------------------------------------------------


def teams_for(request: SupportRequest) -> list[Team]:
    """The teams that may support the request: those that cover its territory and service."""
    covering = Team.objects.covering(request.territory_id, request.service_id)
    return list(covering.filter(establishment=request.establishment_id))


def proposed_contact(request: SupportRequest, standing: Standing) -> date | None:
    """By when the band asks for a first contact, from today; None without a band."""
    band = standing.grid.parsed.band_called(request.band) if standing.grid else None
    return from_day(request, timezone.localdate(), band.contact_days) if band else None


def referral_consent(request: SupportRequest) -> date | None:
    """The day on which the requester agreed, in the form, that the request go along.

    The question is known by its role ``referral_consent``, the agreement by the answer ``yes``.
    """
    question = request.form_version.parsed.by_role.get("referral_consent")
    if question is None or request.all_answers().get(question.key) != "yes":
        return None
    return timezone.localdate(request.received_at)
