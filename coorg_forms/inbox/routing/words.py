"""Rules and decisions in words, in the reader's language."""

from django.utils.translation import gettext as _

from coorg_forms.inbox.desk import Desk
from coorg_forms.models import Audience, RequestFormMixin, RoutingRule, Service, Territory
from coorg_forms.operations.writing import name_of
from coorg_forms.triage.routing import REASONS


def conditions_of(rule: RoutingRule, desk: Desk) -> list[str]:
    """What must hold for the rule to match: a few words for each condition."""
    said = [
        _terms(rule.services, desk.labels(Service)),
        _territories(rule, desk.labels(Territory)),
        _terms(rule.audiences, desk.labels(Audience)),
        form_titles().get(str(rule.form_key), _("another form")) if rule.form_key else "",
        _("place with %(words)s") % {"words": _quoted(rule.place)} if rule.place else "",
        _organizer(rule),
    ]
    return [words for words in said if words]


def target_of(rule: RoutingRule) -> str:
    """Where the rule leads."""
    if rule.team is None:
        return _("To route")
    if rule.person is None:
        return rule.team.name
    return _("%(person)s, %(team)s") % {"person": name_of(rule.person), "team": rule.team.name}


def because(codes) -> str:
    """``the service, the territory``; for a rule without conditions, that every request matches."""
    known = [str(REASONS.get(code, code)) for code in codes]
    return ", ".join(known) or _("it takes every request")


def form_titles() -> dict[str, str]:
    """Key of a form → its title, in the default language where it exists."""
    titles: dict[str, str] = {}
    for model in RequestFormMixin.page_models():
        rows = model.objects.order_by("pk").values_list("translation_key", "title")
        for key, title in rows:
            titles.setdefault(str(key), title)
    return titles


def _terms(terms, labels) -> str:
    return _(" or ").join(labels.get(term.code, term.label) for term in terms.all())


def _territories(rule: RoutingRule, labels) -> str:
    named = _terms(rule.territories, labels)
    return _("%(territory)s and its parts") % {"territory": named} if (
        named and rule.with_parts
    ) else named  # fmt: skip


def _organizer(rule: RoutingRule) -> str:
    if rule.organizer == "answered":
        return _("an organizer is already known")
    if rule.organizer:
        return _("organizer %(names)s") % {"names": _quoted(rule.organizer_names)}
    return ""


def _quoted(written: str) -> str:
    words = [part.strip() for part in written.split(",") if part.strip()]
    return _(" or ").join(_("“%(words)s”") % {"words": one} for one in words)
