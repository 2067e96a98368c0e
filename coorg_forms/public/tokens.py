"""The signed token in each form shown: which version, when, and which copy of the form.

Nothing is stored when a form is shown; the token makes a repeated post recognizable.
"""

import time
import uuid
from dataclasses import asdict, dataclass, replace

from django.core import signing

SALT = "coorg_forms.form"


@dataclass(frozen=True)
class FormToken:
    form: str
    """Form key, hexadecimal."""
    version: int
    copy: str
    """Identifies the form as it was shown to one person, hexadecimal UUID."""
    shown_at: int
    """Unix time, in seconds."""
    misses: int = 0
    """Captcha questions missed so far."""
    campaign: str = ""
    """Name in the link that led to the form."""

    @property
    def submission_id(self) -> uuid.UUID:
        return uuid.UUID(self.copy)

    def after_a_miss(self) -> "FormToken":
        return replace(self, misses=self.misses + 1)

    def for_campaign(self, name: str) -> "FormToken":
        return replace(self, campaign=name)

    def for_copy(self, copy: str) -> "FormToken":
        return replace(self, copy=copy)

    def for_draft(self, draft) -> "FormToken":
        """The same for a draft: it carries its identity and the time at which it was begun."""
        begun = int(draft.begun_at.timestamp())
        return replace(self, copy=draft.submission_id.hex, shown_at=begun)

    def for_version(self, number: int) -> "FormToken":
        return replace(self, version=number)

    def written(self) -> str:
        return signing.dumps(asdict(self), salt=SALT)


def new_token(form_key: uuid.UUID, version: int, campaign: str = "") -> FormToken:
    """A token for a form that is about to be shown."""
    copy, now = uuid.uuid4().hex, int(time.time())
    return FormToken(form_key.hex, version, copy, now, campaign=campaign)


def read_token(text: str, form_key: uuid.UUID) -> FormToken | None:
    """The token that was posted, or None when it is missing, forged or of another form."""
    try:
        token = FormToken(**signing.loads(text or "", salt=SALT))
    except (signing.BadSignature, TypeError):
        return None
    return token if token.form == form_key.hex else None
