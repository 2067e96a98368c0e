"""Keys: what questions and options are called for ever, whatever their label becomes."""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence

#: A question's key: a letter, then letters, digits and underscores.
QUESTION_KEY = r"^[a-z][a-z0-9_]{0,49}$"
#: An option's key may also start with a digit and hold hyphens (a territory's code has them).
OPTION_KEY = r"^[a-z0-9][a-z0-9_-]{0,49}$"
#: Several option keys, separated by commas.
OPTION_KEYS = r"^\s*[a-z0-9][a-z0-9_-]*(\s*,\s*[a-z0-9][a-z0-9_-]*)*\s*$"

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
#: Words that a key does without. The script of the builder reads the same expression.
LEADING_WORDS = re.compile(
    r"^(?:(?:the|your|what|which|is|are|a|an|of|quel|quelle|quels|quelles|votre|vos|est|le|la|les"
    r"|un|une|des|du|de|l|d)_+)+(?=[a-z])"
)


def fold(text: str) -> str:
    """``text`` without accents, ligatures or case: what sorting and searching compare."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def suggest_key(label: str, taken: Container[str] = ()) -> str:
    """A key for a question or an option labelled ``label`` that is not in ``taken``.

    >>> suggest_key("Quel territoire votre demande concerne-t-elle?")
    'territoire_votre_demande_concerne_t_elle'
    """
    words = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")
    base = LEADING_WORDS.sub("", words)[:40].strip("_") or "question"
    if not base[0].isalpha():
        base = f"q_{base}"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key


def item_keys(
    items: Sequence[Mapping], known_keys: Mapping[str, str]
) -> Iterator[tuple[Mapping, str]]:
    """What a question lists, each with its key: the published one, the one written, or one made
    from its words. The same whoever publishes; a key that comes twice is left to ``check``.

    Arguments:
        items: their ``id``, ``key`` and ``label``.
        known_keys: id of an item → the key under which it was first published.
    """
    taken = {known_keys.get(item["id"]) or item["key"] for item in items}
    for item in items:
        key = known_keys.get(item["id"]) or item["key"]
        if not key and item["label"]:
            key = suggest_key(item["label"], taken)
            taken.add(key)
        yield item, key
