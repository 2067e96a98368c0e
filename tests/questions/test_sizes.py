"""Sizes as people write them, in both languages."""

import pytest
from django.utils import translation

from coorg_forms.questions.sizes import written_size


@pytest.mark.parametrize(
    "size, english, french",
    [
        (0, "0 bytes", "0 octet"),
        (787, "787 bytes", "787 octets"),
        (2048, "2 KB", "2 Ko"),
        (1_500_000, "1.4 MB", "1,4 Mo"),
        (10 * 2**20, "10 MB", "10 Mo"),
        (123_456_789, "118 MB", "118 Mo"),
        (3 * 2**30, "3 GB", "3 Go"),
    ],
)
def test_a_size_in_words(size, english, french):
    for language, words in (("en", english), ("fr", french)):
        with translation.override(language):
            assert written_size(size) == words.replace(" ", "\u00a0")
