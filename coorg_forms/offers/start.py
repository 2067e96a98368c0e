"""What a new offer page starts with: one starting page for each kind of service."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

#: ``(block, heading)``; the heading is written in the language of the page.
Part = tuple[str, str]


@dataclass(frozen=True)
class StartingPage:
    code: str
    label: object
    """In the words of the editor."""
    description: object
    title: str
    """Of the page, in its own language."""
    parts: tuple[Part, ...]


STARTING_PAGES = {
    page.code: page
    for page in (
        StartingPage(
            "support",
            gettext_lazy("A service that people ask for"),
            gettext_lazy("With a request form, territories, steps and evaluation criteria."),
            gettext_noop("Support for community organizing"),
            (
                ("text", gettext_noop("What is it?")),
                ("audiences", gettext_noop("Who is it for?")),
                ("door", gettext_noop("Are you at the right door?")),
                ("call_to_action", gettext_noop("To make a request")),
                ("areas", gettext_noop("Areas of action")),
                ("examples", gettext_noop("Examples of interventions")),
                ("territories", gettext_noop("Territories served")),
                ("steps", gettext_noop("How it works")),
                ("criteria", gettext_noop("How requests are evaluated")),
                ("values", gettext_noop("Our values")),
                ("questions", gettext_noop("Frequent questions")),
                ("contact", gettext_noop("Contact us")),
            ),
        ),
        StartingPage(
            "funding",
            gettext_lazy("A funding program"),
            gettext_lazy("With eligibility, a calendar, documents and its own contact."),
            gettext_noop("Support program for community organizations"),
            (
                ("text", gettext_noop("What the program is for")),
                ("items", gettext_noop("Which organizations are eligible")),
                ("programme", gettext_noop("Dates of the year")),
                ("steps", gettext_noop("From the application to the payment")),
                ("door", gettext_noop("Are you at the right door?")),
                ("files", gettext_noop("Documents")),
                ("questions", gettext_noop("Frequent questions")),
                ("contact", gettext_noop("Contact us")),
            ),
        ),
        StartingPage(
            "information",
            gettext_lazy("A service to know about, without a form"),
            gettext_lazy("For situations that no public form may collect: whom to talk to."),
            gettext_noop("Community support in social housing"),
            (
                ("text", gettext_noop("What is it?")),
                ("audiences", gettext_noop("Who is it for?")),
                ("items", gettext_noop("What the team does")),
                ("door", gettext_noop("Are you at the right door?")),
                ("questions", gettext_noop("Frequent questions")),
                ("contact", gettext_noop("Contact us")),
            ),
        ),
    )
}


def starting_title(code: str, language: str) -> str:
    """The title of a new page in ``language``; ``code`` is a key of ``STARTING_PAGES``."""
    with translation.override(language):
        return _(STARTING_PAGES[code].title)


def starting_parts(language: str, code: str = "support") -> str:
    """The raw stream, every item with an id of its own; headings in ``language``."""
    with translation.override(language or translation.get_language()):
        return json.dumps(list(_raw(STARTING_PAGES[code].parts)))


def _raw(parts: Iterable[Part]):
    for kind, heading in parts:
        yield {"type": kind, "id": str(uuid.uuid4()), "value": {"heading": _(heading)}}
