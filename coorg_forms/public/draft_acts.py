"""What a person may do with a draft: save it, keep it on this device, get its link, erase it."""

from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.public import draft_cookie
from coorg_forms.public.screens import show_saved
from coorg_forms.public.suspicion import too_often
from coorg_forms.questions import registry
from coorg_forms.questions.problems import Invalid, Problem, message
from coorg_forms.questions.schema import Question

#: A draft sends its link at most so many times.
MOST_MAILS = 5
#: ``(links, seconds)`` from one address of the network.
MAIL_RATE = (10, 3600)


def save(post):
    """Keep everything typed, nothing judged, and ask how to come back to it."""
    post.receive_files()
    return post.go_to("saved")


def keep_here(post):
    """Keep the draft on this device once the browser is closed."""
    if post.draft is None:
        return _lost(post)
    operations.keep_draft(draft=post.draft, page=post.page)
    response = _see(post.address("saved", kept="device", **post.carried))
    return draft_cookie.give(post.request, response, post.page, post.draft, keep=True)


def mail_link(post):
    """Send the link of the draft to the address that was typed."""
    if post.draft is None:
        return _lost(post)
    typed = post.data.get("form-email", "")
    try:
        email = registry.get("email").coerce(EMAIL, typed)
    except Invalid as invalid:
        return show_saved(post, email=typed, error=_sentence(invalid.code), status=422)
    if not email:
        return show_saved(post, email="", error=_sentence("empty_email"), status=422)
    if not may_be_mailed(post.request, post.draft):
        return show_saved(post, email=typed, error=_too_many(), status=429)
    operations.mail_draft_link(draft=post.draft, page=post.page, email=email)
    return _see(post.address("saved", kept="mail", **post.carried))


def stop_link(post):
    """The link that was sent opens nothing any more."""
    if post.draft is None:
        return _lost(post)
    operations.stop_link(draft=post.draft)
    return _see(post.address("saved", kept="stopped", **post.carried))


def leave_device(post):
    """This is not the person's own computer: it keeps nothing, their link does."""
    if post.draft is None:
        return _lost(post)
    if not post.draft.email:
        return show_saved(post, error=_sentence("empty_email"), status=422)
    if not post.draft.link and not may_be_mailed(post.request, post.draft):
        return show_saved(post, email=post.draft.email, error=_too_many(), status=429)
    operations.leave_device(draft=post.draft, page=post.page)
    return draft_cookie.take_away(_see(post.address(left=1)), post.page)


def may_be_mailed(request, draft) -> bool:
    """Whether one more link may be sent: nobody's mailbox is flooded."""
    return draft.outbox.count() < MOST_MAILS and not too_often(request, "link", *MAIL_RATE)


def erase(post):
    """Erase the draft and its files, here and everywhere."""
    if post.draft is not None:
        operations.erase_draft(draft=post.draft)
    return draft_cookie.take_away(_see(post.address(erased=1)), post.page)


def go_on(post):
    """Back to the first step that is not right yet, or to the last one."""
    if post.draft is None:
        return _lost(post)
    return _see(post.address(where_to_go_on(post), **post.carried))


def where_to_go_on(filling) -> str | int:
    """The screen on which a person takes up a draft."""
    if step := filling.faulty_step:
        return step.number
    return "review" if filling.page.has_review else filling.steps[-1].number


EMAIL = Question(key="form-email", type="email", label="")

#: Name of the button → what it does. They need no valid answer and no open form.
ACTS = {
    "form-save": save,
    "form-keep": keep_here,
    "form-mail": mail_link,
    "form-stop": stop_link,
    "form-leave": leave_device,
    "form-erase": erase,
    "form-continue": go_on,
}


def _see(address: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _lost(post) -> HttpResponseRedirect:
    return _see(post.address(lost=1))


def _sentence(code: str) -> str:
    return message(Problem(EMAIL.key, code), "")


def _too_many() -> str:
    return _("This link was sent several times already. Look for it in your mail, or wait an hour.")
