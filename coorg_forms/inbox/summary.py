"""A request in thirty seconds: who, where, what, by when."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.inbox import words
from coorg_forms.inbox.contact import ContactCard
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.vocabulary import language_name
from coorg_forms.models import Audience, Service, SupportRequest, Territory


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    detail: str = ""
    tone: str = ""


def summary(
    request: SupportRequest, contact: ContactCard, desk: Desk, why_here: str = ""
) -> list[Fact]:
    """The facts that are known, in the order in which one asks for them.

    Arguments:
        why_here: why the request is with its team.
    """
    due = words.due_in(request)
    facts = [
        _who(request, contact, desk),
        _where(request, desk),
        Fact(_("Team"), request.team.name if request.team else _("To route"), why_here),
        Fact(_("Service"), _term(desk, Service, request.service) or _("Not known yet")),
        Fact(_("Date to meet"), words.on_day(request.deadline)),
        Fact(_("Organizer already known"), request.known_organizer),
        Fact(_("Received"), _received_on(request), words.received_ago(request)),
        Fact(_("Due"), words.on_day(request.due_on) if due else "", *_tone(due)),
        _waiting(request),
        Fact(_("Ended"), words.at_moment(request.closed_at) if request.closed_at else ""),
        Fact(_("Channel"), request.get_channel_display(), language_name(request.language)),
        Fact(_("Looked after by"), request.assignee_name or _("Nobody yet"), _away(request, desk)),
    ]
    return [fact for fact in facts if fact.value]


def _who(request, contact, desk) -> Fact:
    kind = _term(desk, Audience, request.audience)
    named = [name for name in (request.organization, contact.name) if name]
    if not named:
        return Fact(_("Who"), kind)
    return Fact(_("Who"), ", ".join(named), kind)


def _where(request, desk) -> Fact:
    words_of = desk.labels(Territory)
    concerned = [words_of.get(term.code, term.label) for term in request.territories.all()]
    here = _term(desk, Territory, request.territory)
    others = [name for name in concerned if name != here]
    place = request.place
    if not here:
        return Fact(_("Where"), _("Not routed yet"), ", ".join([*others, *filter(None, [place])]))
    return Fact(_("Where"), here, ", ".join([*filter(None, [place]), *others]))


def _away(request, desk) -> str:
    absence = desk.away.of(request.assignee_id)
    return words.away(absence, desk.away.acting(request.assignee) if absence else None)


def _term(desk, model, term) -> str:
    return desk.labels(model).get(term.code, term.label) if term else ""


def _waiting(request) -> Fact:
    """Since when the clock is stopped, and what that means."""
    if request.waiting_since is None:
        return Fact("", "")
    since = words.on_day(timezone.localdate(request.waiting_since))
    return Fact(
        _("Requester awaited since"),
        since,
        _("the due date will be later by the business days waited"),
    )


def _received_on(request) -> str:
    return words.on_day(timezone.localdate(request.received_at))


def _tone(due) -> tuple[str, ...]:
    return (due.text, due.tone) if due else ()
