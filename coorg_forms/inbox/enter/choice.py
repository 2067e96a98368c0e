"""The forms by which a request may be entered, and what was begun."""

from dataclasses import dataclass

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from coorg_forms.inbox import words
from coorg_forms.inbox.enter.base import EnterView
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.inbox.vocabulary import language_name
from coorg_forms.models import Draft


class ChooseForm(EnterView):
    """Which form, and in which language; what was begun and not sent yet."""

    http_method_names = ["get", "head", "options"]
    template_name = "coorg_forms/inbox/enter/choose.html"

    def get(self, request):
        waiting = begun(request.user, self.pages)
        if len(self.pages) == 1 and not waiting:
            return redirect("coorg_requests:enter_form", self.pages[0].pk)
        context = self.get_context_data(
            choices=choices(self.pages), begun=waiting, back=list_url(DEFAULT)
        )
        return self.render_to_response(context)


@dataclass
class Choice:
    """One form in all its languages."""

    title: str
    establishment: str
    is_open: bool
    languages: list[tuple[str, str, str]]
    """``(address, code, name of the language)`` each."""


def choices(pages: list) -> list[Choice]:
    """The forms, in the order of ``pages``."""
    found: dict[object, Choice] = {}
    for page in pages:
        if page.form_key not in found:
            here = page.in_default_language
            found[page.form_key] = Choice(
                here.title, here.establishment.short_name, here.opening().is_open, []
            )
        address = reverse("coorg_requests:enter_form", args=[page.pk])
        language = (address, page.language, language_name(page.language))
        found[page.form_key].languages.append(language)
    return list(found.values())


def begun(user, pages: list) -> list[dict]:
    """What ``user`` began and did not send yet: where to go on, and since when."""
    known = {page.pk: page for page in pages}
    drafts = Draft.objects.written_down_by(user).filter(page__in=known).order_by("-saved_at")
    return [
        {
            "title": known[draft.page_id].title,
            "at": words.at_moment(draft.saved_at),
            "until": words.at_moment(timezone.localtime(draft.expires_at)),
            "url": reverse("coorg_requests:enter_form", args=[draft.page_id])
            + f"?entry={draft.submission_id}",
        }
        for draft in drafts
    ]
