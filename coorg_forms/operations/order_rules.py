"""Change the order in which routing rules are tried."""

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.models import RoutingRule
from coorg_forms.operations.permission import ALLOWED, Verdict, has_capability, works_in
from coorg_forms.operations.writing import require


def can_order_rules(*, user, rule: RoutingRule) -> Verdict:
    """Whether ``user`` may say when ``rule`` is tried."""
    if not has_capability(user, "change_routingrule"):
        return Verdict(_("Your role does not allow this."))
    if not works_in(user, rule.establishment_id):
        return Verdict(_("You do not work in this establishment."))
    return ALLOWED


@transaction.atomic
def order_rule(*, user, rule: RoutingRule, before: bool) -> RoutingRule:
    """Try ``rule`` one place earlier, or later; at the end of the list nothing changes.

    Raises:
        Forbidden: not allowed.
    """
    require(can_order_rules(user=user, rule=rule))
    rows = RoutingRule.objects.filter(establishment=rule.establishment_id)
    keys = list(rows.select_for_update().order_by("position", "pk").values_list("pk", flat=True))
    here = keys.index(rule.pk)
    there = max(0, here - 1) if before else min(len(keys) - 1, here + 1)
    keys.insert(there, keys.pop(here))
    for position, key in enumerate(keys, 1):
        rows.filter(pk=key).exclude(position=position).update(position=position)
    rule.refresh_from_db(fields=["position"])
    return rule
