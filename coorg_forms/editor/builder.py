"""What the scripts of the builder need to know, as JSON values."""

from django.utils.translation import gettext as _
from wagtail import blocks

from coorg_forms.models.establishment import Establishment
from coorg_forms.models.vocabulary import LISTS, site_options
from coorg_forms.questions import keys, registry
from coorg_forms.questions.conditions import OPERATORS
from coorg_forms.questions.question_type import QuestionType
from coorg_forms.questions.schema import Option
from coorg_forms.questions.sentences import other_than
from coorg_forms.questions.written import quoted


def builder_data(page) -> dict:
    """Choice types, lists of the site, keys already published, and the words of the scripts."""
    return {
        "types": {kind.name: _type(kind) for kind in registry.all_types() if kind.is_choice},
        "lists": _lists(page),
        "published": {
            block: {"key": past.key, "options": dict(past.option_keys)}
            for block, past in page.published_questions().items()
        },
        "operators": {
            code: {"label": str(operator.label), "takesValue": operator.takes_value}
            for code, operator in OPERATORS.items()
        },
        "leadingWords": keys.LEADING_WORDS.pattern,
        "words": _words(),
    }


def _type(kind: QuestionType) -> dict:
    return {
        "multiple": bool(getattr(kind, "multiple", False)),
        "list": kind.options_from,
        "fixed": _fixed(kind),
    }


def _fixed(kind: QuestionType) -> list[dict]:
    """The options that a type brings: ``when`` names the box that adds one, ``alone`` says that
    it goes away once the editor lists options."""
    if not hasattr(kind, "fixed_options"):
        return []
    usual = kind.fixed_options({})
    alone = not kind.fixed_options({"options": ["any"]})
    found = [_option(option) | {"alone": alone} for option in usual]
    known = {option.key for option in usual}
    for name, block in kind.own_children():
        if isinstance(block, blocks.BooleanBlock):
            more = [o for o in kind.fixed_options({name: True}) if o.key not in known]
            found += [_option(option) | {"when": name} for option in more]
    return found


def _lists(page) -> dict[str, dict[str, list[dict]]]:
    """Establishment → name of a list → its options, in the language of the page."""
    language = page.locale.language_code if page.locale_id else ""
    return {
        str(establishment.pk if establishment else ""): {
            name: [_option(option) for option in options(name)] for name in LISTS
        }
        for establishment in (None, *Establishment.objects.all())
        for options in [site_options(establishment, language)]
    }


def _option(option: Option) -> dict:
    return {"key": option.key, "label": option.label}


def _words() -> dict[str, str]:
    """Sentences with ``{…}`` where the script writes."""
    return {
        "quoted": quoted("{text}"),
        "and": _(" and "),
        "or": _(" or "),
        "showIf": _("Show if {tests}"),
        "requiredIf": _("Required if {tests}"),
        "required": _("Required"),
        "requiredShown": _("Required when it shows"),
        "otherThan": other_than("{question}", "{answers}"),
        "key": _("Key: {key}"),
        "keyKept": _("Key: {key} (published, it stays)"),
        "question": _("Question"),
        "choose": _("Choose an earlier question"),
        "noQuestion": _(
            "No question with choices stands above this one: add one, or move this question down."
        ),
        "missing": _("{key} (not above any more)"),
        "answers": _("Answers"),
        "noAnswer": _("This question has no answers yet."),
        "untitled": _("Question without words"),
        "missingAnswer": _("{key} (no such answer)"),
    }
