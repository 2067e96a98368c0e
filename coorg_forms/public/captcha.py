"""A worded question for people, on django-simple-captcha's store.

« Combien font trois plus quatre? » can be read, heard and answered in digits or in letters, in the
language of the page: it needs no picture and no sound. The store's row is made when the question is
asked, after a post, and is gone once answered; of two posts with one answer, one passes.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from captcha.models import CaptchaStore
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.conf import settings
from coorg_forms.questions.keys import fold

KEY_FIELD = "form-captcha-key"
ANSWER_FIELD = "form-captcha-answer"

WORDS = (
    gettext_lazy("zero"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
    gettext_lazy("thirteen"),
    gettext_lazy("fourteen"),
    gettext_lazy("fifteen"),
    gettext_lazy("sixteen"),
    gettext_lazy("seventeen"),
    gettext_lazy("eighteen"),
)


@dataclass(frozen=True)
class Challenge:
    key: str
    question: str
    answer: str = ""
    """What was typed, kept while something else is mended."""
    missed: bool = False
    """The person answered another one wrongly just before."""

    @property
    def problem(self) -> str:
        """What to do, in the summary and beside the field."""
        if self.missed:
            return _("The previous answer was not the expected one. Answer this new question.")
        return _("Answer this question, then send the request again.")


def ask(*, missed: bool = False) -> Challenge:
    """Make a new question, in the language in force."""
    CaptchaStore.remove_expired()
    left, right = 1 + secrets.randbelow(9), 1 + secrets.randbelow(9)
    store = CaptchaStore(
        challenge=f"{left}+{right}",
        response=str(left + right),
        expiration=timezone.now() + timedelta(minutes=settings.CAPTCHA_MINUTES),
    )
    store.save()
    return Challenge(store.hashkey, _question(store), missed=missed)


def pending(data) -> Challenge | None:
    """The question that comes with the post, as long as it may be answered."""
    store = _find(data)
    return store and Challenge(store.hashkey, _question(store), _typed(data))


def is_solved(data) -> bool:
    """Whether the post answers its question. A question can be answered once, right or wrong."""
    store, answer = _find(data), _typed(data)
    if store is None or not answer:
        return False
    first = CaptchaStore.objects.filter(pk=store.pk).delete()[0] == 1
    return first and _as_number(answer) == store.response


def _find(data) -> CaptchaStore | None:
    """The row of the question that comes with the post; the site may keep other kinds there."""
    key = data.get(KEY_FIELD, "")
    if not re.fullmatch(r"[0-9a-f]{40}", key):
        return None
    store = CaptchaStore.objects.filter(hashkey=key, expiration__gt=timezone.now()).first()
    return store if store and re.fullmatch(r"[1-9]\+[1-9]", store.challenge) else None


def _typed(data) -> str:
    return data.get(ANSWER_FIELD, "").strip()


def _question(store: CaptchaStore) -> str:
    left, right = (WORDS[int(number)] for number in store.challenge.split("+"))
    return _("How much is %(left)s plus %(right)s?") % {"left": left, "right": right}


def _as_number(answer: str) -> str:
    """The answer in digits, from digits or from a word of the language in force."""
    written = _letters(answer)
    for number, word in enumerate(WORDS):
        if written == _letters(str(word)):
            return str(number)
    return written


def _letters(text: str) -> str:
    """Folded letters and digits alone: accents, hyphens and spaces do not count."""
    return "".join(character for character in fold(text) if character.isalnum())
