"""One post of a form: read what was typed, do what the button says, judge, go on."""

import logging
import re
import traceback
from datetime import UTC, datetime

from django.db import DatabaseError
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property

from coorg_forms import operations
from coorg_forms.models import FormVersion
from coorg_forms.public import captcha, draft_acts, draft_cookie, sending, uploads
from coorg_forms.public.buttons import BUTTONS
from coorg_forms.public.filling import Filling, language_code, resolved
from coorg_forms.public.screens import show_review, show_saved, show_step
from coorg_forms.public.tokens import FormToken, new_token, read_token
from coorg_forms.questions import answers, registry
from coorg_forms.questions.problems import Problem
from coorg_forms.questions.schema import Question
from coorg_forms.questions.steps import Step

logger = logging.getLogger(__name__)


class Post(Filling):
    """What came, beside what the draft holds already."""

    def __init__(self, request, page):
        super().__init__(request, page)
        self.data = request.POST
        self.posted_token = read_token(self.data.get("form-token"), page.form_key)
        if self.posted_token:  # of two windows on two drafts, each goes on with its own
            copy = self.posted_token.submission_id
            self.draft = draft_cookie.find_by_identity(copy, page)
        self.screen = self.data.get("form-screen", "step")
        self.both = self._language_beside()
        self.problems: list[Problem] = []
        """What is wrong with the files that came."""

    # Reading --------------------------------------------------------------------------------

    def _language_beside(self) -> str:
        """The language that is read beside; after a change of language, the one that was left."""
        both = self.data.get("form-both", "")
        is_left = both == self.page.language and self.changes_language
        return language_code(self.data["form-switch"] if is_left else both)

    @property
    def changes_language(self) -> bool:
        """The person comes from another language, whose versions are numbered apart."""
        return "form-switch" in self.data

    @cached_property
    def begun_version(self) -> FormVersion | None:
        if self.draft is not None:
            return super().begun_version
        if self.posted_token is None or self.changes_language:
            return None
        versions = FormVersion.objects.of(self.page.form_key, self.page.language)
        return versions.filter(number=self.posted_token.version).first()

    @cached_property
    def current_version(self) -> FormVersion:
        return self.page.current_version() or operations.record_version(page=self.page)

    @cached_property
    def step(self) -> Step:
        """The step that was posted."""
        number = self.data.get("form-step", "")
        found = (step for step in self.all_steps if str(step.number) == number)
        return next(found, self.all_steps[0])

    def typed(self) -> dict:
        """What was typed on this screen; the other screens hold no question.

        Questions that the browser's script hides keep what the draft holds of them.
        """
        if self.screen != "step":
            return {}
        hidden = set(self.data.getlist("form-hidden"))
        return {
            question.key: answers.read(question, self.data)
            for question in self._shown()
            if question.key not in hidden and not registry.get(question.type).takes_files
        }

    def _shown(self) -> list[Question]:
        """The questions that the screen held: it says so itself, in case the form has changed."""
        if "form-keys" not in self.data:
            return list(self.step.questions)
        keys = self.data["form-keys"].split(",")
        return [self.schema.by_key[key] for key in keys if key in self.schema.by_key]

    @cached_property
    def raw(self) -> dict:
        before = self.kept() if self.draft else self.prefilled()
        return {**before, **self.typed(), **self.files()}

    @property
    def begun_at(self) -> datetime | None:
        if self.draft is not None:
            return self.draft.begun_at
        token = self.posted_token
        return datetime.fromtimestamp(token.shown_at, UTC) if token else None

    def token(self) -> FormToken:
        token = self.posted_token or new_token(self.page.form_key, self.version.number)
        return self._of_draft(token.for_version(self.version.number))

    # Answering ------------------------------------------------------------------------------

    def answer(self):
        """Do what the button says. What cannot be written is shown again, nothing lost."""
        try:
            return self._act()
        except DatabaseError as error:
            # Neither the error's own text nor the answers: both may hold personal data.
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("a request was not stored: %s\n%s", type(error).__name__, where)
            return self.show(not_stored=True, status=503)

    def answer_without_cookie(self):
        """The security cookie did not come back: nothing is received, everything typed is kept."""
        return self.show(refused=True, status=403)

    def _act(self):
        if stored := self._was_sent():
            return sending.redirect_to(self, stored)
        if self._is_lost and self.screen == "review":
            return HttpResponseRedirect(self.address(lost=1))
        if self.changes_language:
            return self._show_in_this_language()
        if act := self._draft_act():
            return act(self)
        opening = self.page.opening()
        if not opening.accepts(self.begun_at, timezone.now()):
            return self.show(closed=opening, status=403)
        return self._act_on_answers()

    def _act_on_answers(self):
        for pattern, act in BUTTONS:
            for name in self.data:
                if match := re.fullmatch(pattern, name):
                    return act(self, *match.groups())
        return self._go_on()

    def _draft_act(self):
        return next((act for name, act in draft_acts.ACTS.items() if name in self.data), None)

    def _was_sent(self):
        """The request that the draft of this post became in the meantime, as it is posted again:
        a second click. With other answers, it is another request."""
        if not self._is_lost or self.posted_token is None:
            return None
        stored = operations.received_from(self.posted_token.submission_id)
        if stored is None:
            return None
        said = stored.all_answers()
        same = resolved(self.version, {**said, **self.typed()}).clean == said
        return stored if same else None

    @property
    def _is_lost(self) -> bool:
        """The draft from which the screen was made is no longer kept."""
        return self.draft is None and "form-draft" in self.data

    def _go_on(self):
        """To the next step, the review, or away: whatever is right so far allows."""
        if self._is_lost and self.makes_drafts:
            return self.go_to(self.all_steps[0].number, lost=1)
        if self._is_lost:
            return self.show(files_lost=True, status=422)
        self.receive_files()
        if self._problems_here():
            self.save_if_begun()
            return self.show(self._problems_here(), status=422)
        following = None if self.comes_from_review else self._following()
        if following is not None:
            return self.go_to(following.number)
        return self._finish()

    def _finish(self):
        if faulty := self.faulty_step:
            return self.go_to(faulty.number, check=1)
        if self.page.has_review and self.screen != "review":
            return self.go_to("review")
        return sending.send(self)

    def _following(self) -> Step | None:
        later = (step for step in self.steps if step.number > self.step.number)
        return None if self.screen == "review" else next(later, None)

    def _problems_here(self) -> list[Problem]:
        if self.screen != "step":
            return []
        found = [p for p in self.resolution.errors if p.key in self.step.keys]
        return [*self.problems, *(p for p in found if not self._said_already(p))]

    def _said_already(self, problem: Problem) -> bool:
        """A file that was refused is not also missing."""
        return any(said.key == problem.key for said in self.problems)

    @property
    def comes_from_review(self) -> bool:
        return self.data.get("form-return") == "review"

    @property
    def _parameters(self) -> dict:
        """What goes on from screen to screen: where to return to, the language beside."""
        return {**({"return": "review"} if self.comes_from_review else {}), **self.carried}

    # Keeping --------------------------------------------------------------------------------

    def receive_files(self):
        questions = self.step.questions if self.screen == "step" else ()
        if self.draft is None and uploads.has_files(self.request, questions):
            self._begin_draft({})
        self.problems = uploads.receive_files(self.request, questions, self.draft)

    def _begin_draft(self, raw: dict):
        token = self.posted_token
        self.draft = operations.save_draft(
            page=self.page,
            version=self.version,
            raw=raw,
            begun_at=self.begun_at,
            submission_id=token.submission_id if token else None,
            campaign=token.campaign if token else "",
        )

    def save(self):
        """Keep everything typed so far in the draft; begin one if there is none."""
        if self.draft is None:
            self._begin_draft(self.raw)
        else:
            self.draft = operations.save_draft(
                page=self.page, version=self.version, raw=self.raw, draft=self.draft
            )

    def save_if_begun(self):
        if self.draft is not None:
            self.save()

    # Showing --------------------------------------------------------------------------------

    def go_to(self, screen: str | int, **parameters):
        """Keep what was typed and show another screen of the form."""
        self.save()
        address = self.address(screen, **parameters, **self._parameters)
        response = HttpResponseRedirect(address)
        response.status_code = 303
        return self.with_draft(response)

    def with_draft(self, response):
        """``response``, with the draft's cookie where the browser has none yet."""
        carried = self.request.COOKIES.get(draft_cookie.cookie_name(self.page))
        if self.draft is not None and carried != self.draft.token:
            draft_cookie.give(self.request, response, self.page, self.draft)
        return response

    def show(self, problems=(), *, challenge=None, token=None, status=200, **context):
        """This screen again, with what was typed and what is wrong."""
        show_again = show_review if self.screen == "review" else show_step
        response = show_again(
            self,
            step=self.step,
            token=token or self.token(),
            problems=problems,
            challenge=challenge or captcha.pending(self.data),
            status=status,
            return_to=self.data.get("form-return", ""),
            **context,
        )
        return self.with_draft(response)

    def _show_in_this_language(self):
        """The person changed language: the same answers under the words of this page."""
        opening = self.page.opening()
        if not opening.accepts(self.begun_at, timezone.now()):
            return self.show(closed=opening)
        if self.screen == "saved" and self.draft:
            return show_saved(self, email=self.data.get("form-email", ""))
        self.receive_files()
        self.save_if_begun()
        return self.show(self.problems)
