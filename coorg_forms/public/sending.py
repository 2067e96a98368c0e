"""The last post of a form: doubt, ask the captcha if need be, receive."""

import uuid

from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from coorg_forms.public import captcha, draft_cookie, suspicion

#: Remembers in the browser, for an hour, which copy of a form was sent; nothing of the person.
SENT_COOKIE = "coorg-form-sent"
SENT_SECONDS = 3600

#: After as many captcha questions missed, a person looks at the request instead.
MOST_MISSES = 2


def send(post):
    """Receive what was posted, unless a captcha has to be answered first."""
    submission = _submission(post)
    if stored := operations.already_received(submission):
        return redirect_to(post, stored)
    suspicions = suspicion.signs(
        post.request, post.posted_token, post.resolution.clean, is_draft=post.draft is not None
    )
    if _needs_captcha(post, suspicions):
        if stored := _receive_if_solved(post, submission):
            return redirect_to(post, stored)
        if _misses(post) < MOST_MISSES:
            return _ask(post)
        suspicions = (*suspicions, "captcha_missed")
    return redirect_to(post, operations.receive(_submission(post, suspicions)))


def redirect_to(post, stored: SupportRequest) -> HttpResponseRedirect:
    """To the requester's page; this browser carries no draft of the form any more."""
    response = HttpResponseRedirect(reverse("coorg_forms:sent", args=[stored.token]))
    response.status_code = 303
    if draft_cookie.cookie_name(post.page) in post.request.COOKIES:
        draft_cookie.take_away(response, post.page)
    if post.posted_token:
        response.set_cookie(
            SENT_COOKIE,
            post.posted_token.written(),
            max_age=SENT_SECONDS,
            secure=post.request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def _submission(post, suspicions=()) -> operations.Submission:
    token = post.token()
    return operations.Submission(
        page=post.page,
        version=post.version,
        clean=post.resolution.clean,
        submission_id=token.submission_id if post.posted_token or post.draft else uuid.uuid4(),
        draft=post.draft,
        campaign=post.draft.campaign if post.draft else token.campaign,
        suspicions=suspicions,
    )


def _needs_captcha(post, suspicions) -> bool:
    wish = post.page.captcha
    return wish == "always" or (wish == "suspicious" and bool(suspicions))


@transaction.atomic
def _receive_if_solved(post, submission) -> SupportRequest | None:
    """Consume the captcha and store the request together: a double click finds the request."""
    if captcha.is_solved(post.data):
        return operations.receive(submission)
    return operations.already_received(submission)


def _asked(post) -> bool:
    return bool(post.data.get(captcha.KEY_FIELD))


def _misses(post) -> int:
    """Captcha questions missed before, this post included."""
    return (post.posted_token.misses if post.posted_token else 0) + _asked(post)


def _ask(post):
    """Show the form again with everything typed, and one more question."""
    asked = _asked(post)
    post.save_if_begun()
    token = post.token().after_a_miss() if post.posted_token and asked else post.token()
    challenge = captcha.pending(post.data) or captcha.ask(missed=asked)
    return post.show(challenge=challenge, token=token, status=422)
