"""The buttons of a repeating set: one element more, one less. Nothing typed is judged or lost."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from coorg_forms.asking.said import Said
from coorg_forms.questions import registry
from coorg_forms.questions.schema import Schema

MORE = r"form-more-([a-z][a-z0-9_]*)"
LESS = r"form-less-([a-z][a-z0-9_]*)-([0-9]{1,3})"


def more(key: str) -> dict:
    """What the form is shown with when the set ``key`` gets one more element."""
    return {"more": key, "said": Said(key, _("Added: fill it in here."), in_last=True)}


def less(schema: Schema, raw: dict, data, key: str, number: str) -> dict:
    """The same when an element goes, which is taken out of ``raw``.

    Arguments:
        data: what was posted, a ``QueryDict``.
    """
    question = schema.by_key.get(key)
    if question and registry.get(question.type).is_repeating:
        raw[key] = registry.get(question.type).read(question, data, but=int(number))
    removed = {"place": int(number) + 1}
    return {"said": Said(key, _("Number %(place)s was removed.") % removed)}


def pressed(schema: Schema, raw: dict, data: Mapping) -> dict | None:
    """What the button of a set that was pressed shows; None when none was."""
    for name in data:
        if match := re.fullmatch(MORE, name):
            return more(*match.groups())
        if match := re.fullmatch(LESS, name):
            return less(schema, raw, data, *match.groups())
    return None
