"""What the rules do with one request: which matches, why not the others, who would be told."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coorg_forms.inbox.routing.words import because
from coorg_forms.models import RoutingRule, RoutingTable, Team
from coorg_forms.models.routing_table import plain_rule
from coorg_forms.triage.routing import REASONS, SKIPPED, Destination, Facts, conditions


@dataclass(frozen=True)
class Tried:
    """One rule, and what became of it."""

    rule: RoutingRule
    words: str
    wins: bool = False


class Trial:
    """The rules of an establishment, tried on ``facts``."""

    def __init__(self, table: RoutingTable, facts: Facts):
        self.table, self.facts = table, facts
        self.destination: Destination = table.destination(facts)

    @property
    def rule(self) -> RoutingRule | None:
        return self.table.rules.get(self.destination.rule)

    @property
    def team(self) -> Team | None:
        return self.rule.team if self.rule else self.table.teams.get(self.destination.team)

    @property
    def tried(self) -> list[Tried]:
        return list(self._tried())

    def _tried(self) -> Iterator[Tried]:
        skipped = dict(self.destination.skipped)
        for rule in self.table.rules.values():
            if rule == self.rule:
                said = _("matches: %(reasons)s") % {"reasons": because(self.destination.because)}
                yield Tried(rule, said, wins=True)
                return
            if rule.pk in skipped:
                yield Tried(rule, _("passed over: %(why)s") % {"why": SKIPPED[skipped[rule.pk]]})
            else:
                yield Tried(rule, self._misses(rule))

    def _misses(self, rule: RoutingRule) -> str:
        wrong = [code for code, holds in conditions(plain_rule(rule), self.facts) if not holds]
        reasons = ", ".join(str(REASONS[code]) for code in wrong)
        return _("does not match: %(reasons)s") % {"reasons": reasons}
