"""Who may do what: a capability, used on a request in one's charge."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.utils.translation import gettext as _

from coorg_forms.models import SupportRequest
from coorg_forms.models.reach import Reach


@dataclass(frozen=True)
class Verdict:
    """Whether something may be done; when not, ``why`` says it in a sentence. False when not."""

    why: str = ""

    def __bool__(self):
        return not self.why


ALLOWED = Verdict()


def has_capability(user, codename: str) -> bool:
    """Whether one of the person's groups gives the capability."""
    return user.has_perm(f"coorg_forms.{codename}")


def works_in(user, establishment: int) -> bool:
    """Whether the person has a team in the establishment with this key, or administers the site."""
    return user.is_superuser or establishment in Reach(user).establishments


def who_hold(people, *codenames: str):
    """Those of ``people`` (a queryset of users) whose groups give every one of the capabilities."""
    for codename in codenames:
        named = Permission.objects.filter(
            content_type__app_label="coorg_forms", codename=codename
        ).values("pk")
        people = people.filter(
            Q(is_superuser=True)
            | Q(pk__in=_users().filter(groups__permissions__in=named).values("pk"))
            | Q(pk__in=_users().filter(user_permissions__in=named).values("pk"))
        )
    return people


def _users():
    return get_user_model().objects.order_by()


def may(user, capability: str, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` holds ``capability`` and the request is in the person's charge.

    Arguments:
        reach: that of ``user``, for who asks many such questions at once. Without it the database
            is asked, as every operation does.
    """
    if not has_capability(user, capability):
        return Verdict(_("Your role does not allow this."))
    if not (reach.covers(request) if reach else _is_in_charge(user, request)):
        return Verdict(_("Another team is in charge of this request."))
    return ALLOWED


def _is_in_charge(user, request: SupportRequest) -> bool:
    return SupportRequest.objects.in_charge_of(user).filter(pk=request.pk).exists()
