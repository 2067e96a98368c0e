"""Why a request is where it is, in one sentence."""

from django.utils.translation import gettext as _

from coorg_forms.inbox import words
from coorg_forms.inbox.routing.words import because
from coorg_forms.models import RequestEvent, RoutingRule, SupportRequest
from coorg_forms.triage.routing import SKIPPED


def why_here(request: SupportRequest, events: list[RequestEvent]) -> str:
    """From the last event that routed the request: by hand, by a rule, or by its territory."""
    last = next((one for one in reversed(events) if one.action in ("routed", "received")), None)
    if last is None:
        return ""
    if last.action == "routed":
        said = {"name": last.actor_name, "when": words.at_moment(last.at)}
        return _("Routed by %(name)s, %(when)s.") % said
    sentences = [_by_rule(last.data) if "rule" in last.data else _by_table(request)]
    return " ".join([*sentences, *_passed_over(last.data)])


def _by_rule(data: dict) -> str:
    rule = RoutingRule.objects.filter(pk=data["rule"]).first()
    said = {"number": data["number"], "reasons": because(data.get("because", ()))}
    if rule is None:
        return _("Routed by rule %(number)s, deleted since: %(reasons)s.") % said
    said["name"] = rule.name
    if rule.version != data.get("rule_version"):
        return _("Routed by rule %(number)s, “%(name)s”, changed since: %(reasons)s.") % said
    return _("Routed by rule %(number)s, “%(name)s”: %(reasons)s.") % said


def _by_table(request: SupportRequest) -> str:
    if request.is_unrouted:
        return _("No rule matches, and its territory and service name no single team.")
    return _("Routed by its territory and its service: no rule matches.")


def _passed_over(data: dict):
    """The rules that matched and could not be followed."""
    for key, code in data.get("skipped", ()):
        why = SKIPPED.get(code, code)
        rule = RoutingRule.objects.filter(pk=key).first() if key else None
        if rule:
            said = {"name": rule.name, "why": why}
            yield _("“%(name)s” was passed over: %(why)s.") % said
        elif not key:
            yield _("The rules could not be read.")
