"""One thing that does not work, and whose business it is."""

from dataclasses import dataclass

from django.urls import reverse

from coorg_forms.models import Establishment, SupportRequest
from coorg_forms.models.reach import Reach


@dataclass(frozen=True)
class Trouble:
    """One thing that does not work, in a sentence. It names no person and no request."""

    text: str
    advice: str
    """What to do about it."""
    url: str = ""
    """Where to see it, without the host."""


@dataclass(frozen=True)
class Scope:
    """What the person who looks answers for."""

    user: object
    reach: Reach

    @property
    def requests(self):
        return SupportRequest.objects.visible_to(self.user, self.reach).order_by()

    @property
    def establishments(self):
        if self.user.is_superuser:
            return Establishment.objects.all()
        return Establishment.objects.filter(pk__in=self.reach.establishments)


def list_of(view: str) -> str:
    """Address of a view of the inbox."""
    return reverse("coorg_requests:view_index", args=[view])


def snippets_of(model) -> str:
    """Address of the list of a snippet."""
    return reverse(model.snippet_viewset.get_url_name("list"))
