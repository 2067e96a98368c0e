"""Telephone numbers as Quebec writes them: read leniently, stored as E.164, written by language.

Sources: RFC 3966 (``tel:`` addresses); the city of Gatineau's writing guide for the spaces.
"""

import re
from dataclasses import dataclass

import phonenumbers

_EXTENSION = re.compile(
    r"[\s,;]*(?:poste|post\.?|p\.|extension|ext\.?|x|#)\s*(?P<extension>\d{1,7})\s*$", re.IGNORECASE
)
NBSP = "\u00a0"
#: More characters than this are no telephone number (the search above is slow on long texts).
LONGEST = 100


@dataclass(frozen=True)
class PhoneNumber:
    number: str
    """E.164: ``+18199666484``."""
    extension: str = ""

    @property
    def uri(self) -> str:
        """The address that dials it, extension included (RFC 3966)."""
        return f"tel:{self.number}" + (f";ext={self.extension}" if self.extension else "")

    def written(self, language: str) -> str:
        """``819 966-6484, poste 6`` in French, ``…, ext. 6`` in English; spaces do not break."""
        number = self._national()
        if not self.extension:
            return number
        word = "poste" if language.startswith("fr") else "ext."
        return f"{number}, {word}{NBSP}{self.extension}"

    def _national(self) -> str:
        digits = self.number.removeprefix("+1")
        if len(digits) != 10 or not self.number.startswith("+1"):
            return self.number
        grouped = f"{digits[:3]}{NBSP}{digits[3:6]}-{digits[6:]}"
        return f"1{NBSP}{grouped}" if digits[:3] in TOLL_FREE else grouped


TOLL_FREE = frozenset({"800", "822", "833", "844", "855", "866", "877", "888"})


def parse_phone(text: str, extension: str = "") -> PhoneNumber | None:
    """The number written in ``text``, or None when it cannot be one.

    An extension may stand in ``text`` (``poste 6``, ``ext. 6``, ``x6``, ``#6``) or apart.
    """
    if len(text) > LONGEST:
        return None
    if match := _EXTENSION.search(text):
        text, extension = text[: match.start()], extension or match["extension"]
    try:
        parsed = phonenumbers.parse(text, "CA")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed) or parsed.extension:
        return None
    number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if number.startswith("+1") and not re.fullmatch(r"\+1[2-9]\d{2}[2-9]\d{6}", number):
        return None
    return PhoneNumber(number, extension)
