"""A form that is asked for: the first screen, a step, the review, or the draft of another day."""

import re

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.text import slugify

from coorg_forms.offers.leaflet import can_print, print_form
from coorg_forms.public import draft_cookie, sending
from coorg_forms.public.draft_acts import where_to_go_on
from coorg_forms.public.filling import Filling
from coorg_forms.public.paper_form import content_of
from coorg_forms.public.screens import (
    show_closed,
    show_resume,
    show_review,
    show_saved,
    show_step,
)
from coorg_forms.public.tokens import FormToken, read_token
from coorg_forms.questions.steps import reachable


class Visit(Filling):
    """A GET: it writes nothing."""

    def answer(self):
        if "paper" in self.request.GET:
            return self._print()
        opening = self.page.opening()
        begun_at = self.draft.begun_at if self.draft else None
        if not opening.accepts(begun_at, timezone.now()):
            return show_closed(self, opening)
        screen = self.request.GET.get("step", "")
        if self.draft is None:
            is_first = screen in ("", str(self.all_steps[0].number))
            return self._show_first() if is_first else self._see(self._beginning())
        if not screen:
            return show_resume(self, where=self.address(where_to_go_on(self), **self.carried))
        if screen == "saved":
            return show_saved(self, kept=self.request.GET.get("kept", ""))
        if screen == "review":
            return self._show_review()
        return self._show_step(screen)

    def _show_first(self):
        self.raw = self.prefilled()
        notices = {name: name in self.request.GET for name in ("lost", "erased", "left")}
        return show_step(self, step=self.all_steps[0], token=self._first_token(), **notices)

    def _beginning(self) -> str:
        """Address of the first screen for whoever carries no draft: told so if they did once."""
        if draft_cookie.cookie_name(self.page) in self.request.COOKIES:
            return self.address(lost=1)
        return self.filled_in_address()

    def _show_review(self):
        if self.faulty_step or not self.page.has_review:
            return self._see(self.address(where_to_go_on(self)))
        return show_review(self, token=self.token())

    def _show_step(self, number: str):
        """A step that was reached; for one that was not, the furthest that was."""
        allowed = reachable(self.steps, self.resolution)
        step = next((step for step in allowed if str(step.number) == number), None)
        if step is None:
            return self._see(self.address(allowed[-1].number, **self.carried))
        problems = self.resolution.errors if "check" in self.request.GET else ()
        return show_step(
            self,
            step=step,
            token=self.token(),
            problems=[problem for problem in problems if problem.key in step.keys],
            return_to="review" if self.request.GET.get("return") == "review" else "",
            lost="lost" in self.request.GET,
        )

    def _print(self):
        """The form to fill in by hand, as a PDF."""
        if not can_print():
            raise Http404
        pdf = print_form(content_of(self.page, self.current_version))
        name = slugify(self.version.title) or "form"
        return HttpResponse(
            pdf,
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
        )

    def _first_token(self) -> FormToken:
        """A token for a new copy of the form; for the same copy where one was just sent.

        A person who goes back gets the form from the server again, with what they typed: sent once
        more, it is still the same request.
        """
        token = self.token().for_campaign(_campaign(self.request))
        if self.makes_drafts:  # a draft has an identity of its own
            return token
        cookie = self.request.COOKIES.get(sending.SENT_COOKIE)
        just_sent = read_token(cookie, self.page.form_key)
        return token.for_copy(just_sent.copy) if just_sent else token

    def _see(self, address: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(address)


def _campaign(request) -> str:
    name = request.GET.get("campaign", "")
    return name if re.fullmatch(r"[\w-]{1,60}", name) else ""
