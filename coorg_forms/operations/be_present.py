"""Say that one is there, and forget it at once when one leaves. Nothing is locked, nothing kept."""

from django.utils import timezone

from coorg_forms.models import Presence, SupportRequest


def be_present(*, user, request: SupportRequest, is_writing: bool = False) -> None:
    """Keep for a minute that ``user`` has ``request`` open; what is over is forgotten.

    The version of the request is not concerned: presence changes nothing for anybody.
    """
    now = timezone.now()
    Presence.objects.gone().delete()
    Presence.objects.update_or_create(
        request=request, user=user, defaults={"at": now, "is_writing": is_writing}
    )


def leave(*, user, request: SupportRequest) -> None:
    """``user`` closed ``request``."""
    Presence.objects.filter(user=user, request=request).delete()
