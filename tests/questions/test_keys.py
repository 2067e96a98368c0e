import pytest

from coorg_forms.questions.keys import QUESTION_KEY, fold, suggest_key


def test_x(world, page):
    assert page.current_version().number == 1
