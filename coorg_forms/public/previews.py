"""What an editor sees of a draft in Wagtail's preview: nothing is saved, nobody fills it."""

from django.template.loader import render_to_string
from django.utils import timezone, translation

from coorg_forms import operations
from coorg_forms.conf import settings
from coorg_forms.models import texts
from coorg_forms.models.form_page import AS_AUDIENCE
from coorg_forms.public.filling import Filling
from coorg_forms.public.pages import placeholder_values
from coorg_forms.public.screens import rendered, show_step
from coorg_forms.public.sent_page import sent_context
from coorg_forms.questions import registry
from coorg_forms.questions.dates import written_date

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
        if mode_name == "mail":
            return rendered(request, MAIL, mail_context(request, page, filling.version))
        problems = filling.resolution.errors if mode_name == "errors" else ()
        return show_step(filling, step=None, token=filling.token(), problems=problems)


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


def mail_context(request, page, version) -> dict:
    """The acknowledgement, as a person of the example would get it."""
    sample = placeholder_values(page) | {
        "reference": "OC-0000-00000",
        "first_name": "Camille",
        "date": written_date(timezone.localdate(), page.language),
        "link": settings.BASE_URL + "/…",
    }
    subject, body = version.texts["acknowledgement_subject"], version.texts["acknowledgement_body"]
    if subject and body:
        subject, body = texts.fill(subject, sample), texts.fill(body, sample)
    else:
        folder = "coorg_forms/email/acknowledgement"
        subject, body = (
            render_to_string(f"{folder}_{part}.txt", sample) for part in ("subject", "body")
        )
    return {
        "base_template": settings.PAGE_TEMPLATE,
        "request": request,
        "page": page,
        "self": page,
        "language": page.language,
        "title": version.title,
        "subject": " ".join(subject.split()),
        "body": body.strip(),
    }
