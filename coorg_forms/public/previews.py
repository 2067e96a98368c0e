"""What an editor sees of a draft in Wagtail's preview: nothing is saved, nobody fills it."""

from django.utils import timezone, translation

from coorg_forms import operations
from coorg_forms.models.form_page import AS_AUDIENCE
from coorg_forms.models.opening import Opening
from coorg_forms.public.filling import Filling
from coorg_forms.public.preview_mails import MAILS, mail_context
from coorg_forms.public.screens import rendered, show_closed, show_step
from coorg_forms.public.sent_page import sent_context
from coorg_forms.questions import registry

SENT = "coorg_forms/public/sent.html"
MAIL = "coorg_forms/public/mail_preview.html"


class Preview(Filling):
    """The form as it stands in the editor."""

    def __init__(self, request, page, audience=""):
        self.request, self.page, self.draft = request, page, None
        self.both = ""
        self.version = operations.draft_version(page)
        self.current_version, self.is_carried_over = self.version, False
        self.raw = _answered_by(self.version.parsed, audience) if audience else {}


def preview_form(request, page, mode_name):
    """The page as it stands in the editor, whole: the steps follow each other."""
    with translation.override(page.language):
        audience = mode_name.removeprefix(AS_AUDIENCE) if AS_AUDIENCE in mode_name else ""
        filling = Preview(request, page, audience)
        if mode_name == "sent":
            context = sent_context(request, page=page, version=filling.version)
            return rendered(request, SENT, context)
        if mode_name in MAILS:
            return rendered(request, MAIL, mail_context(request, page, filling.version, mode_name))
        if mode_name == "closed":
            return show_closed(filling, closing(page))
        problems = filling.resolution.errors if mode_name == "errors" else ()
        return show_step(filling, step=None, token=filling.token(), problems=problems)


def closing(page) -> Opening:
    """How the form will have closed: by its date, else by its last place, else just now."""
    form, now = page.in_default_language, timezone.now()
    is_full = form.capacity and not form.closes_at
    shut = form.closes_at or now
    return Opening("full" if is_full else "ended", form.opens_at, form.closes_at, shut)


def _answered_by(schema, audience: str) -> dict:
    """The answers of someone who only said who is asking."""
    question = schema.by_role.get("audience")
    return {question.key: _only(question, audience)} if question else {}


def _only(question, audience: str):
    has_text = any(option.free_text for option in question.options)
    is_known = registry.get(question.type).is_choice and audience in question.option_labels
    if not is_known:
        return []
    return {"choices": [audience], "text": ""} if has_text else [audience]
