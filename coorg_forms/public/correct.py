"""The address where requesters correct what they sent, from their own page.

The form as it was answered, filled in; then what changes, side by side; then it is sent. What was
typed travels with the pages: nothing is kept before it is sent.
"""

import json
from functools import cached_property

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coorg_forms import operations
from coorg_forms.asking import repeating
from coorg_forms.asking.changes import change_lines
from coorg_forms.asking.form_view import FormView
from coorg_forms.conf import settings
from coorg_forms.models import SupportRequest, Told
from coorg_forms.operations.errors import OperationError
from coorg_forms.public.pages import contact_of
from coorg_forms.public.screens import REFERRER, rendered
from coorg_forms.public.sent_page import in_words, languages_of
from coorg_forms.public.suspicion import too_often
from coorg_forms.public.views import form_of, language_of, sent_request, show_sent
from coorg_forms.questions import answers
from coorg_forms.questions.correction import Correction, to_correct
from coorg_forms.questions.question_type import as_text

FORM = "coorg_forms/public/correct.html"
REVIEW = "coorg_forms/public/correct_review.html"
#: As many corrections from one address, within so many seconds.
MOST = (20, 3600)
#: Holds what was typed, on the page where it is read again.
TYPED = "form-typed"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, token: str):
    """Show what was sent, to be corrected; keep a correction that was read again."""
    screen = Correcting(request, sent_request(token))
    with translation.override(screen.language):
        return screen.answer()


@never_cache
def correct_without_cookie(request, token: str):
    """The security cookie did not come back: nothing is kept, and nothing typed is lost."""
    stored = sent_request(token)
    if "form-withdraw" in request.POST:
        return show_sent(request, stored, status=403, refused=True)
    screen = Correcting(request, stored)
    with translation.override(screen.language):
        return screen.show_again(status=403, refused=True)


class Correcting:
    """Someone's way through the correction of the request ``stored``."""

    def __init__(self, request, stored: SupportRequest):
        self.request, self.stored, self.data = request, stored, request.POST
        self.language = language_of(request, stored)
        self.words = in_words(stored, self.language)
        self.why = as_text(self.data.get("form-why", ""))

    @cached_property
    def asked(self):
        return to_correct(self.words, _("Leave it empty to keep what you sent."))

    @cached_property
    def raw(self) -> dict:
        """Question key → what was typed, or what stands there at first."""
        if self.request.method != "POST":
            return self._at_first()
        if TYPED in self.data:
            return _read_again(self.data[TYPED])
        hidden = set(self.data.getlist("form-hidden"))
        read = (question for question in self.asked.questions if question.key not in hidden)
        return {question.key: answers.read(question, self.data) for question in read}

    def _at_first(self) -> dict:
        """What was sent, or what the correction that waits says instead; nothing personal."""
        waits = operations.pending_amendment(self.stored)
        if waits is None:
            return self.stored.answers
        self.why = waits.words.body if waits.words else ""
        kept = {k: v for k, v in self.stored.answers.items() if k not in waits.before}
        return kept | waits.after

    @cached_property
    def correction(self) -> Correction:
        return operations.correction_of(self.stored, self.raw)

    # What is pressed ---------------------------------------------------------------------------

    def answer(self):
        verdict = operations.can_correct(request=Told(self.stored).request)
        if self.request.method != "POST":
            return self.show() if verdict else HttpResponseRedirect(self.sent_url)
        if "form-withdraw" in self.data:
            operations.withdraw_correction(request=self.stored)
            return self.go_back()
        if not verdict:
            return self.show_review(status=422, problem=str(verdict.why), closed=True)
        if "form-switch" in self.data:
            return self.show_again()
        if (shown := repeating.pressed(self.asked, self.raw, self.data)) is not None:
            return self.show(**shown)
        return self.send() if "form-send" in self.data else self.judge()

    def judge(self):
        """On to what changes, once all is well."""
        if "form-change" in self.data:
            return self.show()
        if self.correction.errors:
            return self.show(status=422)
        if not self.correction.changes:
            nothing = _("Nothing is different from what you sent. Correct an answer, then go on.")
            return self.show(status=422, problem=nothing)
        return self.show_review()

    def send(self):
        if too_often(self.request, "correct", *MOST):
            often = _("You have sent many corrections. Wait an hour, or call us.")
            return self.show_review(status=422, problem=often)
        try:
            operations.correct(request=self.stored, raw=self.raw, why=self.why)
        except OperationError as error:
            return self.show(status=422, problem=str(error))
        return self.go_back()

    def go_back(self):
        response = HttpResponseRedirect(f"{self.sent_url}#correction")
        response.status_code = 303
        return response

    # What is shown -----------------------------------------------------------------------------

    def show_again(self, **shown):
        """The page on which a button was pressed."""
        return self.show_review(**shown) if TYPED in self.data else self.show(**shown)

    def show(self, status: int = 200, problem: str = "", **shown):
        judged = status == 422 and not problem
        form = FormView(
            self.asked,
            raw=self.raw,
            problems=self.correction.errors if judged else (),
            **{name: shown.pop(name) for name in ("more", "said") if name in shown},
        )
        return self._rendered(FORM, status, form=form, problem=problem, **shown)

    def show_review(self, status: int = 200, **shown):
        lines = change_lines(self.correction.changes, self.words)
        typed = json.dumps(self.raw, ensure_ascii=False)
        return self._rendered(REVIEW, status, changes=lines, typed=typed, **shown)

    def _rendered(self, template: str, status: int, **context):
        page = form_of(self.stored, self.language)
        frame = {
            "base_template": settings.PAGE_TEMPLATE,
            "page": page,
            "self": page,
            "language": self.language,
            "languages": languages_of(self.stored, apart=self.language),
            "reference": self.stored.reference,
            "action": f"{self.request.path}?lang={self.language}",
            "sent_url": self.sent_url,
            "why": self.why,
            **contact_of(page),
        }
        response = rendered(self.request, template, {**frame, **context}, status)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = REFERRER
        return response

    @property
    def sent_url(self) -> str:
        where = reverse("coorg_forms:sent", args=[self.stored.token])
        apart = self.language != self.stored.language
        return f"{where}?lang={self.language}" if apart else where


def _read_again(text: str) -> dict:
    """What was typed, as the page before carried it."""
    try:
        typed = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return answers.storable(typed) if isinstance(typed, dict) else {}
