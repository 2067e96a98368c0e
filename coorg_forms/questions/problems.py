"""What can be wrong with an answer: a code where it is found, words where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.dates import written_date


class Invalid(Exception):
    """An answer that cannot be read. ``code`` names the message, ``part`` the faulty control."""

    def __init__(self, code: str, part: str = "", **params):
        super().__init__(code)
        self.code, self.part, self.params = code, part, params


@dataclass(frozen=True)
class Problem:
    key: str
    """Key of the question."""
    code: str
    part: str = ""
    """Which control of a composite question, such as the ``year`` of a date."""
    params: Mapping = field(default_factory=dict)


#: code → sentence. Each says what happened and how to mend it, and names the question.
MESSAGES = {
    "empty": _("Answer the question “{label}”."),
    "empty_text": _("Fill in the field “{label}”."),
    "empty_choice": _("Choose an answer to “{label}”."),
    "empty_choices": _("Choose at least one answer to “{label}”."),
    "empty_given": _("Write the first name of the person to contact."),
    "empty_email": _("Write your email address, for example name@example.ca."),
    "empty_phone": _("Write your telephone number, for example 819 555-0123."),
    "empty_date": _("Write the date asked by “{label}”: day, month and year."),
    "empty_declaration": _("To send the request, tick “{label}”"),
    "empty_other": _("You chose “{option}”: specify it in the field below the choice."),
    "too_long": ngettext_lazy(
        "“{label}” is too long: shorten it by {over} character (at most {limit}).",
        "“{label}” is too long: shorten it by {over} characters (at most {limit}).",
        "over",
    ),
    "too_short": ngettext_lazy(
        "“{label}” is too short: write at least {limit} character.",
        "“{label}” is too short: write at least {limit} characters.",
        "limit",
    ),
    "said": "{said}",
    "bad_pattern": _("“{label}”: write it like {pattern}, where 9 is a digit and A a letter."),
    "bad_url": _("“{label}”: write a web address, for example www.example.ca."),
    "empty_time": _("Write the time asked by “{label}”, for example 14:30."),
    "bad_time": _("“{label}”: write a time of day, for example 14:30."),
    "bad_decimal": _("“{label}”: write a number in digits, for example 2.5."),
    "too_many_decimals": ngettext_lazy(
        "“{label}”: keep at most {limit} digit after the decimal mark.",
        "“{label}”: keep at most {limit} digits after the decimal mark.",
        "limit",
    ),
    "before_date": _("“{label}”: write {date} or a later date."),
    "after_date": _("“{label}”: write {date} or an earlier date."),
    "empty_address": _("Write the address asked by “{label}”."),
    "missing_street": _("“{label}”: the number and the street are missing."),
    "missing_city": _("“{label}”: the city is missing."),
    "missing_postal": _("“{label}”: the postal code is missing."),
    "bad_postal": _("“{label}”: write the postal code like J8X 1A1."),
    "empty_grid": _("Choose an answer for each line of “{label}”."),
    "empty_line": _("“{label}”: choose an answer for “{line}”."),
    "empty_repeat": _("Fill in “{label}” at least once."),
    "too_few_elements": ngettext_lazy(
        "“{label}”: fill it in at least {limit} time.",
        "“{label}”: fill it in at least {limit} times.",
        "limit",
    ),
    "too_many_elements": ngettext_lazy(
        "“{label}”: keep at most {limit}.",
        "“{label}”: keep at most {limit}.",
        "limit",
    ),
    "empty_file": _("Add the file asked by “{label}”."),
    "too_many_files": ngettext_lazy(
        "“{label}”: keep at most {limit} file; remove the others.",
        "“{label}”: keep at most {limit} files; remove the others.",
        "limit",
    ),
    "file_in_excess": ngettext_lazy(
        "“{name}” was not kept: at most {limit} file can be joined.",
        "“{name}” was not kept: at most {limit} files can be joined.",
        "limit",
    ),
    "file_too_big": _("“{name}” is too large ({size}). Each file may have at most {limit}."),
    "file_empty": _("“{name}” is empty: choose it again, or another one."),
    "file_bad_type": _("“{name}” cannot be joined. Accepted types: {kinds}."),
    "file_not_kept": _("“{name}” could not be kept. Add it again in a moment."),
    "bad_email": _("This email address is incomplete. Write it like name@example.ca."),
    "bad_phone": _(
        "This telephone number cannot be dialled. Write ten digits, area code first: 819 555-0123."
    ),
    "bad_extension": _("Write the extension with 1 to 7 digits, in its own field."),
    "bad_number": _("“{label}”: write a number in digits, for example 25."),
    "too_small": _("“{label}”: write {limit} or more."),
    "too_big": _("“{label}”: write {limit} or less."),
    "bad_date": _("“{label}”: this date does not exist. Check the day, the month and the year."),
    "bad_day": _("“{label}”: write the day as a number from 1 to 31."),
    "bad_month": _("“{label}”: write the month as a number from 1 to 12, or in words."),
    "bad_year": _("“{label}”: write the year with four digits."),
    "missing_day": _("“{label}”: the day is missing."),
    "missing_month": _("“{label}”: the month is missing."),
    "missing_year": _("“{label}”: the year is missing."),
    "ambiguous_date": _("“{label}”: write the day, the month and the year each in its own field."),
    "too_early": _("“{label}”: this date is past. Write today’s date or a later one."),
    "too_late": _("“{label}”: this date is in the future. Write today’s date or an earlier one."),
    "too_few": ngettext_lazy(
        "“{label}”: choose at least {limit} answer.",
        "“{label}”: choose at least {limit} answers.",
        "limit",
    ),
    "too_many": ngettext_lazy(
        "“{label}”: keep at most {limit} answer; you chose {chosen}.",
        "“{label}”: keep at most {limit} answers; you chose {chosen}.",
        "limit",
    ),
    "odd_neq": _(
        "A Québec enterprise number has 10 digits and starts with 11, 22, 33 or 88. "
        "Check it, or send it as it is."
    ),
}


class _Grouped(int):
    """A number that a sentence shows as the language writes it: ``3 000``, ``3,000``."""

    def __format__(self, _spec):
        return number_format(int(self), use_l10n=True, force_grouping=True)


def _written(value):
    """A parameter as the language in force writes it."""
    if isinstance(value, date):
        return written_date(value, get_language() or "fr")
    return _Grouped(value) if isinstance(value, int) else value


def message(problem: Problem, label: str) -> str:
    """The sentence for ``problem`` about a question labelled ``label``, in today's language.

    In a repeating set it begins with the element: « Partenaire 2 : … ».
    """
    params = {name: _written(value) for name, value in problem.params.items()}
    sentence = str(MESSAGES[problem.code].format(**{"label": label, **params}))
    if "place" not in params:
        return sentence
    return gettext("%(place)s: %(sentence)s") % {"place": params["place"], "sentence": sentence}
