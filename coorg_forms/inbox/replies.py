"""The prepared words that fit a request, filled in for whoever asked, in their language."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import cached_property

from coorg_forms.delivery import mail
from coorg_forms.models import ReplyTemplate, SupportRequest, texts


class Replies:
    """
    Arguments:
        see_contact: whether the first name of the requester may show.
        chosen: key of the template that a person picked, as it stands in the address.
        drafts: use → words that the page prepared for it.
    """

    def __init__(
        self,
        request: SupportRequest,
        *,
        see_contact: bool = False,
        chosen: str = "",
        drafts: Mapping[str, str] | None = None,
    ):
        self.request, self.see_contact, self._chosen = request, see_contact, chosen
        self._drafts = drafts or {}

    @cached_property
    def all(self) -> list[ReplyTemplate]:
        return list(ReplyTemplate.objects.fitting(self.request))

    def for_use(self, use: str) -> list[ReplyTemplate]:
        """The templates of a move, or of plain replies."""
        return [template for template in self.all if template.use == use]

    def draft(self, use: str) -> str:
        """The chosen template with its placeholders filled in, else what the page prepared."""
        chosen = next((one for one in self.for_use(use) if str(one.pk) == self._chosen), None)
        if chosen is None:
            return self._drafts.get(use, "")
        with translation.override(self.request.language):
            return texts.fill(chosen.body, self._values())

    def _values(self) -> dict:
        values = mail.values(self.request)
        return values if self.see_contact else {**values, "first_name": ""}
