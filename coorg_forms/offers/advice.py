"""What an editor would rather know before publishing an offer. Nothing here refuses anything."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from coorg_forms.offers.walk import strings
from coorg_forms.questions.written import quoted

#: Words that say nothing of where a link leads. Source: WCAG 2.2, 2.4.4.
VAGUE = frozenset(
    (
        *("ici", "cliquez ici", "ce lien", "lien", "ce formulaire", "en savoir plus", "lire plus"),
        *(
            "here",
            "click here",
            "this link",
            "link",
            "this form",
            "learn more",
            "read more",
            "more",
        ),
    )
)
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r"<h([2-6])\b", re.IGNORECASE)
#: « organisateurs (trices) », « citoyen(ne)s »: read aloud badly.
_GENDER = re.compile(
    r"\w+\s?\((?:e|es|s|ne|nes|le|les|te|tes|ve|ves|euse|euses|trice|trices|ère|ères|ière|ières)\)s?",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\(ex\.|\bex\.\s?:", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\b\w[\w.-]+\.(?:ca|com|org)/\S{20,}")


def advise(body: StreamValue) -> list[str]:
    """Sentences for the editor, each about one thing to look at."""
    found = []
    for child in body:
        found += _on_block(child)
    for text in strings(body):
        found += _on_text(text)
    return list(dict.fromkeys(found))


def _on_block(child) -> Iterator[str]:
    value, label = child.value, child.block.label
    if "heading" in value and not value["heading"]:
        yield _("Give a heading to the part %(part)s.") % {"part": quoted(label)}
    if child.block_type == "picture" and not (value["alternative"] or value["decorative"]):
        yield _("Say in words what the picture shows, or mark it as decorative.")
    if child.block_type == "slogan" and value["text"].isupper():
        yield _("Write the slogan in sentence case: capitals are read letter by letter.")
    for words in (value.get("button"),):
        if words and _plain(words) in VAGUE:
            yield _vague(words)


def _on_text(text: str) -> Iterator[str]:
    for words in _LINK.findall(text):
        if _plain(words) in VAGUE:
            yield _vague(_TAG.sub("", words))
    if _jumps([int(level) for level in _HEADING.findall(text)]):
        yield _("A heading skips a level: %(text)s") % {"text": quoted(_shown(text))}
    if re.match(r"\s*<[uo]l\b", text):
        yield _("A list comes without a sentence before it: %(text)s") % {
            "text": quoted(_shown(text))
        }
    plain = _TAG.sub(" ", text)
    for match in _GENDER.finditer(plain):
        yield _("Write both forms, or a neutral word, instead of %(words)s.") % {
            "words": quoted(match[0])
        }
    if match := _EXAMPLE.search(plain):
        yield _("Write “e.g.” (« p. ex. » in French) instead of %(words)s.") % {
            "words": quoted(match[0])
        }
    if match := _ADDRESS.search(plain):
        yield _("Link the words to the page instead of writing its address: %(address)s") % {
            "address": match[0]
        }


def _jumps(levels: list[int]) -> bool:
    """Below the heading of the part, which has level 2."""
    return any(after > before + 1 for before, after in zip([2, *levels], levels, strict=False))


def _vague(words: str) -> str:
    return _("Say where the link leads instead of %(words)s.") % {"words": quoted(words.strip())}


def _plain(html: str) -> str:
    return " ".join(_TAG.sub("", html).casefold().split()).strip(" .!")


def _shown(html: str) -> str:
    text = " ".join(_TAG.sub(" ", html).split())
    return text if len(text) <= 60 else text[:59] + "…"
