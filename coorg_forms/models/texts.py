"""The editable texts of a form and the placeholders that they may hold.

A placeholder stands between square brackets, in either language: ``[numéro]``, ``[number]``.
"""

import re
from collections.abc import Mapping

#: The texts that are frozen with the questions.
TEXTS = (
    "intro",
    "collection_notice",
    "confirmation",
    "acknowledgement_subject",
    "acknowledgement_body",
)

#: The texts and the settings of a page that travel in the file of its form.
FILE_TEXTS = (*TEXTS, "closed_message")
FILE_SETTINGS = (
    "layout",
    "has_review",
    "keeps_drafts",
    "tells_open",
    "draft_days",
    "retention_months",
    "capacity",
    "grace_hours",
    "captcha",
    "read_days",
    "answer_days",
)

#: What a placeholder stands for → how editors write it. Personal ones are for mails' bodies only.
PLACEHOLDERS = {
    "reference": ("numéro", "number"),
    "first_name": ("prénom", "first name"),
    "date": ("date",),
    "read_days": ("jours pour lire", "days to read"),
    "answer_days": ("jours pour répondre", "days to answer"),
    "link": ("lien", "link"),
    "phone": ("téléphone", "phone"),
    "establishment": ("établissement", "establishment"),
}

#: text → placeholders that make sense there.
ALLOWED = {
    "intro": ("phone", "establishment"),
    "collection_notice": ("phone", "establishment"),
    "confirmation": ("reference", "read_days", "answer_days", "phone", "establishment"),
    "acknowledgement_subject": ("reference", "establishment"),
    "acknowledgement_body": tuple(PLACEHOLDERS),
}

_BRACKETS = re.compile(r"\[([^\[\]\n]{1,200})\]")
_MEANING = {written: code for code, names in PLACEHOLDERS.items() for written in names}


def fill(text: str, values: Mapping[str, object]) -> str:
    """``text`` with its placeholders replaced by ``values`` (by code); unknown ones stay."""

    def replacement(match: re.Match) -> str:
        code = _MEANING.get(match[1].strip().casefold())
        return str(values[code]) if code in values else match[0]

    return _BRACKETS.sub(replacement, text)


def unfilled(text: str, values: Mapping[str, object]) -> list[str]:
    """The placeholders of ``text``, as they are written, for which ``values`` holds nothing."""
    found = {
        match[0]: _MEANING.get(match[1].strip().casefold()) for match in _BRACKETS.finditer(text)
    }
    return [written for written, code in found.items() if values.get(code) in ("", None)]


def unknown_placeholders(name: str, text: str) -> list[str]:
    """What stands between brackets in the text called ``name`` and means nothing there.

    A text that belongs to no form, such as a prepared reply, may hold every placeholder.
    """
    return [
        match[0]
        for match in _BRACKETS.finditer(text)
        if _MEANING.get(match[1].strip().casefold()) not in ALLOWED.get(name, tuple(PLACEHOLDERS))
    ]


def mentioned_placeholders(text: str) -> set[str]:
    """Codes of the placeholders that ``text`` holds."""
    codes = (_MEANING.get(match[1].strip().casefold()) for match in _BRACKETS.finditer(text))
    return {code for code in codes if code}
