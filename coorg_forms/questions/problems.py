"""What can be wrong with an answer: a code where it is found, words where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


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


def message(problem: Problem, label: str) -> str:
    """The sentence for ``problem`` about a question labelled ``label``, in today's language."""
    params = {
        name: _Grouped(value) if isinstance(value, int) else value
        for name, value in problem.params.items()
    }
    return str(MESSAGES[problem.code].format(**{"label": label, **params}))
