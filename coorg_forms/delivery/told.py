"""What the requester is told of a decision: the same words on their page and in staff's preview."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coorg_forms.questions.dates import written_date
from coorg_forms.triage.decisions import KINDS
from coorg_forms.triage.states import public_sentence


class Decided(Protocol):
    """What is read of a decision: a ``Decision``, or what somebody is about to decide."""

    kind: str
    team: object
    person_name: str
    promised_on: date | None
    resource: str
    shares_data: bool
    consent_at: date | None


@dataclass(frozen=True)
class Told:
    """In the language in force."""

    sentence: str
    reason: str
    suggestion: str = ""
    who: str = ""
    """Of an accepted request: who will be in touch."""
    data: str = ""
    """Of a redirected one: what the other service was given."""
    review: str = ""
    """Of a refused one: how to have it looked at again."""


def told(decision: Decided, *, reason: str, suggestion: str = "", ask_until: date | None = None):
    """What a decision says, stored or not yet.

    Arguments:
        ask_until: the last day to ask for a review, when one may be asked for.
    """
    return Told(
        sentence=_sentence(decision),
        reason=reason.strip(),
        suggestion=suggestion.strip(),
        who=_who(decision),
        data=_data(decision),
        review=_review(ask_until) if decision.kind == "declined" else "",
    )


def _written(day: date | None) -> str:
    return written_date(day, get_language() or "") if day else ""


def _sentence(decision: Decided) -> str:
    if decision.kind == "redirected" and decision.resource:
        return _("Another service can help you better: %(resource)s.") % {
            "resource": decision.resource.rstrip(". ")
        }
    return public_sentence(KINDS[decision.kind].state, _written(decision.promised_on))


def _who(decision: Decided) -> str:
    if decision.kind != "accepted" or decision.team is None:
        return ""
    if decision.person_name:
        return _("Who will contact you: %(name)s, %(team)s.") % {
            "name": decision.person_name,
            "team": decision.team.name,
        }
    return _("Who will contact you: %(team)s.") % {"team": decision.team.name}


def _data(decision: Decided) -> str:
    if decision.kind != "redirected":
        return ""
    if decision.shares_data and decision.consent_at:
        return _(
            "As you agreed on %(date)s, we send your request and your contact details to this "
            "service: you do not have to tell it all again."
        ) % {"date": _written(decision.consent_at)}
    return _("We gave this service neither your name nor your request: it waits for your call.")


def _review(ask_until: date | None) -> str:
    if ask_until is None:
        return ""
    return _(
        "You may ask for a review or send us new information until %(date)s, on this page or by "
        "phone. Someone who did not make this decision will look at it again."
    ) % {"date": _written(ask_until)}
