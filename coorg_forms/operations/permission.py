"""Who may do what: a capability, used on a request in one's charge."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coorg_forms.models import SupportRequest


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


def may(user, capability: str, request: SupportRequest) -> Verdict:
    """Whether ``user`` holds ``capability`` and the request is in the person's charge."""
    if not has_capability(user, capability):
        return Verdict(_("Your role does not allow this."))
    if not SupportRequest.objects.in_charge_of(user).filter(pk=request.pk).exists():
        return Verdict(_("Another team is in charge of this request."))
    return ALLOWED
