"""The form page and the page of a request that was sent."""

import logging
import traceback
import uuid

from django.db import DatabaseError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coorg_forms import operations
from coorg_forms.models import FormVersion, SupportRequest
from coorg_forms.public import captcha, suspicion
from coorg_forms.public.pages import form_context, sent_context
from coorg_forms.public.rendering import FormView
from coorg_forms.public.tokens import FormToken, new_token, read_token
from coorg_forms.questions import registry
from coorg_forms.questions.resolve import Context, Resolution, resolve

logger = logging.getLogger(__name__)

FORM_TEMPLATE = "coorg_forms/public/form.html"
SENT_TEMPLATE = "coorg_forms/public/sent.html"

#: Remembers in the browser, for an hour, which copy of a form was sent; nothing of the person.
SENT_COOKIE = "coorg-form-sent"
SENT_SECONDS = 3600

#: After as many captcha questions missed, a person looks at the request instead.
MOST_MISSES = 2


@never_cache
def serve_form(request, page):
    """Show the form, or receive what was sent."""
    with translation.override(page.language):
        if request.method == "POST":
            return Post(request, page).answer()
        version = page.current_version() or operations.draft_version(page)
        return show_form(request, page, version, _token_for(request, page, version))


def _token_for(request, page, version) -> FormToken:
    """A token for a new copy of the form; for the same copy where one was just sent.

    A person who goes back gets the form from the server again, with what they typed: sent once
    more, it is still the same request.
    """
    token = new_token(page.form_key, version.number)
    just_sent = read_token(request.COOKIES.get(SENT_COOKIE), page.form_key)
    return token.for_copy(just_sent.copy) if just_sent else token


def show_form(request, page, version, token, *, form=None, status=200, **context):
    """The form page, with what was typed and what is wrong, rendered in its language."""
    context |= form_context(request, page, version, form or FormView(version.parsed))
    context["token"] = token.written()
    return _rendered(request, FORM_TEMPLATE, context, status)


def preview_form(request, page, mode_name):
    """The page as it stands in the editor: nothing of it may be saved yet."""
    version = operations.draft_version(page)
    with translation.override(page.language):
        if mode_name == "sent":
            context = sent_context(request, page=page, version=version)
            return _rendered(request, SENT_TEMPLATE, context)
        form = FormView(version.parsed)
        if mode_name == "errors":
            form = FormView(version.parsed, {}, _resolve(version, {}))
        token = new_token(page.form_key, version.number)
        return show_form(request, page, version, token, form=form)


class Post:
    """One post of a form: read, resolve, doubt, receive."""

    def __init__(self, request, page):
        self.request, self.page, self.data = request, page, request.POST
        self.token = read_token(self.data.get("form-token"), page.form_key)
        self.version = self._version()
        self.raw = {
            question.key: registry.get(question.type).read(question, self.data)
            for question in self.version.parsed.questions
        }

    def _version(self) -> FormVersion:
        """The version that the person answers, even if a newer one was published since."""
        versions = FormVersion.objects.of(self.page.form_key, self.page.language)
        same_language = self.token and not self._changes_language
        begun = versions.filter(number=self.token.version).first() if same_language else None
        return begun or versions.first() or operations.record_version(page=self.page)

    @property
    def _changes_language(self) -> bool:
        """The person comes from another language, whose versions are numbered apart."""
        return "form-switch" in self.data

    def answer(self):
        if self._changes_language:
            return self._show_in_this_language()
        resolution = _resolve(self.version, self.raw)
        if not resolution.is_valid:
            return self._show_again(resolution)
        try:
            return self._accept(resolution)
        except DatabaseError as error:
            # Neither the error's own text nor the answers: both may hold personal data.
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("a request was not stored: %s\n%s", type(error).__name__, where)
            return self._show_not_stored()

    def _accept(self, resolution: Resolution):
        submission = self._submission(resolution)
        if stored := operations.already_received(submission):
            return self._redirect_to(stored)
        suspicions = suspicion.signs(self.request, self.token, resolution.clean)
        if self._needs_captcha(suspicions):
            if stored := self._receive_if_solved(submission):
                return self._redirect_to(stored)
            if self._misses < MOST_MISSES:
                return self._ask(resolution)
            suspicions = (*suspicions, "captcha_missed")
        return self._redirect_to(operations.receive(self._submission(resolution, suspicions)))

    @transaction.atomic
    def _receive_if_solved(self, submission) -> SupportRequest | None:
        """Consume the captcha and store the request together: a double click finds the request."""
        if captcha.is_solved(self.data):
            return operations.receive(submission)
        return operations.already_received(submission)

    def _redirect_to(self, stored: SupportRequest) -> HttpResponseRedirect:
        response = HttpResponseRedirect(reverse("coorg_forms:sent", args=[stored.token]))
        response.status_code = 303
        if self.token:
            response.set_cookie(
                SENT_COOKIE,
                self.token.written(),
                max_age=SENT_SECONDS,
                secure=self.request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        return response

    def _submission(self, resolution: Resolution, suspicions=()) -> operations.Submission:
        return operations.Submission(
            page=self.page,
            version=self.version,
            clean=resolution.clean,
            submission_id=self.token.submission_id if self.token else uuid.uuid4(),
            suspicions=suspicions,
        )

    def _needs_captcha(self, suspicions) -> bool:
        return self.page.captcha == "always" or (
            self.page.captcha == "suspicious" and bool(suspicions)
        )

    @property
    def _misses(self) -> int:
        """Captcha questions missed before, this post included."""
        asked = bool(self.data.get(captcha.KEY_FIELD))
        return (self.token.misses if self.token else 0) + asked

    def _ask(self, resolution: Resolution):
        """Show the form again with everything typed, and one more question."""
        asked = bool(self.data.get(captcha.KEY_FIELD))
        token = self.token.after_a_miss() if self.token and asked else self._token()
        challenge = captcha.pending(self.data) or captcha.ask(missed=asked)
        return self._show(token, resolution, challenge=challenge, status=422)

    def answer_without_cookie(self):
        """The security cookie did not come back: nothing is received, everything typed is kept."""
        return self._show(self._token(), refused=True, status=403)

    def _show_again(self, resolution: Resolution):
        """What is wrong comes first; a captcha that was asked waits, with its answer."""
        challenge = captcha.pending(self.data)
        return self._show(self._token(), resolution, challenge=challenge, status=422)

    def _show_in_this_language(self):
        """The person changed language: the same answers under the words of this page."""
        return self._show(self._token(), challenge=captcha.pending(self.data))

    def _show_not_stored(self):
        """Nothing was written. The same post may be tried again: it stays the same request."""
        challenge = captcha.pending(self.data)
        return self._show(self._token(), challenge=challenge, not_stored=True, status=503)

    def _token(self) -> FormToken:
        token = self.token or new_token(self.page.form_key, self.version.number)
        return token.for_version(self.version.number)

    def _show(self, token, resolution: Resolution | None = None, **context):
        form = FormView(self.version.parsed, self.raw, resolution)
        return show_form(self.request, self.page, self.version, token, form=form, **context)


def _rendered(request, template: str, context: dict, status=200) -> TemplateResponse:
    """Rendered here and now, in the language in force: the middleware knows only the visitor's."""
    response = TemplateResponse(request, template, context, status=status).render()
    response["Content-Language"] = translation.get_language()
    return response


def _resolve(version: FormVersion, raw: dict) -> Resolution:
    return resolve(version.parsed, raw, Context(today=timezone.localdate()))


@never_cache
@require_safe
def sent(request, token: str):
    """The requester's own page: reference, where the request stands, what happens next."""
    return show_sent(request, sent_request(token))


def sent_request(token: str) -> SupportRequest:
    """The request that a private address names.

    Raises:
        Http404: none.
    """
    return get_object_or_404(
        SupportRequest.objects.select_related("form_version", "establishment", "page"), token=token
    )


def show_sent(request, stored: SupportRequest, *, status=200, **more):
    """The requester's own page, rendered in the language of the request."""
    page = stored.page.specific if stored.page else None
    with translation.override(stored.language):
        context = sent_context(request, page=page, version=stored.form_version, stored=stored)
        response = _rendered(request, SENT_TEMPLATE, {**context, **more}, status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
