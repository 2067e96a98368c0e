"""Grids for tests: the one of the demo, and any that one could write."""

import copy

from hypothesis import strategies as st

from coorg_forms.triage.grid import grid_from_json, grid_to_json
from example_site.demo.files import read

LANGUAGES = {"fr": "français", "en": "anglais"}


def demo_definition() -> dict:
    """The grid of the demo, to be changed at will."""
    return grid_to_json(grid_from_json(copy.deepcopy(read("grid"))))


_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)
_words = st.fixed_dictionaries(
    {}, optional={code: _text.map(str.strip).filter(bool) for code in LANGUAGES}
)
_key = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
_whole = st.integers(0, 100)


def _list(item, **kwargs):
    return st.lists(st.fixed_dictionaries(item), max_size=4, **kwargs)


_anchors = _list({"score": st.integers(0, 5), "label": _words}).map(
    lambda items: sorted(items, key=lambda item: item["score"])
)
#: Any definition, finished or not, as ``grid_to_json`` writes it.
definitions = st.fixed_dictionaries(
    {
        "scale": _anchors,
        "gate": _list({"key": _key, "label": _words, "asks_requester": st.booleans()}),
        "criteria": _list(
            {
                "key": _key,
                "label": _words,
                "question": _words,
                "weight": _whole,
                "may_be_na": st.booleans(),
                "answers": st.lists(_key, max_size=3, unique=True),
                "anchors": _anchors,
            }
        ),
        "bands": _list(
            {"key": _key, "label": _words, "min": _whole, "first_contact_business_days": _whole}
        ).map(lambda items: sorted(items, key=lambda item: -item["min"])),
    }
)
