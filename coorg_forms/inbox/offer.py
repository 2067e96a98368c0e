"""One thing that may be done with a request, and why not when it may not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import Form

from coorg_forms.inbox import keys
from coorg_forms.inbox.timeline import AUDIENCES
from coorg_forms.models import ReplyTemplate
from coorg_forms.operations.permission import Verdict


@dataclass(frozen=True)
class Offer:
    """One thing to do: a button, or a form behind one."""

    code: str
    label: str
    url: str
    verdict: Verdict
    icon: str = ""
    form: Form | None = None
    audience: str = ""
    """Who reads what is typed: a code of ``AUDIENCES``."""
    leads: bool = False
    """The usual next step."""
    templates: Sequence[ReplyTemplate] = ()
    """Prepared words that may fill the form."""
    is_link: bool = False
    """It leads to a page of its own."""

    @property
    def key(self) -> str:
        """The key that does it, or opens its form."""
        return keys.ACTS.get(self.code, "")

    @property
    def audience_label(self) -> str:
        return str(AUDIENCES.get(self.audience, ""))

    @property
    def is_open(self) -> bool:
        """Whether the form shows at once, because something in it must be mended."""
        return bool(self.form and (self.form.is_bound or self.form.initial))
