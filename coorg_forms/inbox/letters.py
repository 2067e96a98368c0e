"""One prepared message to several requesters: filled in for each, and why some get none."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.delivery import mail
from coorg_forms.inbox.contact import may_see_contact
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.vocabulary import language_name
from coorg_forms.models import ReplyTemplate, SupportRequest, texts
from coorg_forms.models.reply_template import REPLY

#: With more recipients than this, one types how many before it leaves.
SURE_ABOVE = 5


@dataclass(frozen=True)
class Letter:
    request: SupportRequest
    body: str = ""
    why: str = ""
    """Why nothing is sent; empty when something is."""


class LettersForm(forms.Form):
    """The words for each language that the requesters read, and how many there are of them."""

    def __init__(self, requests: Iterable[SupportRequest], data=None):
        super().__init__(data)
        self.languages = sorted({request.language for request in requests})
        for language in self.languages:
            self.fields[f"words-{language}"] = forms.ModelChoiceField(
                ReplyTemplate.objects.filter(language=language, use=REPLY, active=True),
                label=_("Words for those who read: %(language)s")
                % {"language": language_name(language)},
                empty_label=_("Do not write to them"),
                required=False,
            )

    @property
    def has_words(self) -> bool:
        """Whether any were prepared at all."""
        return any(field.queryset.exists() for field in self.fields.values())

    @property
    def chosen(self) -> dict[str, ReplyTemplate]:
        """Language → the words for it."""
        found = {one: self.cleaned_data.get(f"words-{one}") for one in self.languages}
        return {language: words for language, words in found.items() if words}


class Letters:
    """
    Arguments:
        chosen: language → the words for it.
    """

    def __init__(self, desk: Desk, requests, chosen: dict[str, ReplyTemplate]):
        self.desk, self.requests, self.chosen = desk, requests, chosen
        self.see_contact = may_see_contact(desk.user)

    @cached_property
    def all(self) -> list[Letter]:
        pages = {request.page_id: request.page for request in self.requests}
        for request in self.requests:  # a form is read once, however many answered it
            request.page = pages[request.page_id]
        return [self._letter(request) for request in self.requests]

    @property
    def leaving(self) -> list[Letter]:
        return [letter for letter in self.all if not letter.why]

    @property
    def staying(self) -> list[Letter]:
        return [letter for letter in self.all if letter.why]

    @property
    def samples(self) -> list[Letter]:
        """The first one in each language."""
        return list({letter.request.language: letter for letter in reversed(self.leaving)}.values())

    def _letter(self, request: SupportRequest) -> Letter:
        words = self.chosen.get(request.language)
        if why := self._why_not(request, words):
            return Letter(request, why=why)
        with translation.override(request.language):
            values = mail.values(request)
            values = values if self.see_contact else {**values, "first_name": ""}
            body, lacking = texts.fill(words.body, values), texts.unfilled(words.body, values)
        if lacking:
            said = {"placeholders": ", ".join(lacking)}
            return Letter(request, why=_("Nothing stands for %(placeholders)s here.") % said)
        return Letter(request, body)

    def _why_not(self, request: SupportRequest, words: ReplyTemplate | None) -> str:
        able = {"user": self.desk.user, "request": request, "reach": self.desk.reach}
        if why := operations.can_reply(**able).why:
            return str(why)
        if not getattr(getattr(request, "contact", None), "email", ""):
            return _("They left no email: write from the request, or telephone.")
        if words is None:
            return _("No words were chosen for their language.")
        if words.service_id not in (None, request.service_id):
            return _("These words are for another service.")
        return ""
