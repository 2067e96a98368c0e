"""The parts that a new offer page starts with."""

import json
import uuid

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

#: ``(block, heading)``; the heading is written in the language of the page.
PARTS = (
    ("text", gettext_noop("What is it?")),
    ("audiences", gettext_noop("Who is it for?")),
    ("door", gettext_noop("Are you at the right door?")),
    ("call_to_action", gettext_noop("To make a request")),
    ("territories", gettext_noop("Territories served")),
    ("steps", gettext_noop("How it works")),
    ("criteria", gettext_noop("How requests are evaluated")),
    ("contact", gettext_noop("Contact us")),
)


def starting_parts(language: str) -> str:
    """The raw stream, every item with an id of its own."""
    with translation.override(language or translation.get_language()):
        return json.dumps(
            [
                {"type": kind, "id": str(uuid.uuid4()), "value": {"heading": _(heading)}}
                for kind, heading in PARTS
            ]
        )
