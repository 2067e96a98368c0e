"""Who is named in a note, and where in its text."""

import re
from collections.abc import Iterable


def in_parts(body: str, names: Iterable[str]) -> list[tuple[str, bool]]:
    """``body`` cut where it names someone: ``(text, is a mention)`` each.

    A name counts with an @ before it, whatever its case.
    """
    known = sorted(filter(None, names), key=len, reverse=True)
    if not known:
        return [(body, False)]
    named = "|".join(re.escape(f"@{name}") for name in known)
    parts = re.split(rf"({named})(?!\w)", body, flags=re.IGNORECASE)
    return [(part, bool(place % 2)) for place, part in enumerate(parts) if part]
