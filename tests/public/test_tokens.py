"""The signed token of a form: whose it is, and what becomes of a wrong one."""

import uuid
from dataclasses import replace

import pytest
from django.core import signing

from coorg_forms.public.tokens import FormToken, new_token, read_token

FORM = uuid.uuid4()


def test_token_is_read_back():
    token = new_token(FORM, 3)
    assert read_token(token.written(), FORM) == token


def test_every_token_is_another_copy():
    assert new_token(FORM, 1).submission_id != new_token(FORM, 1).submission_id


def test_token_of_another_form_is_none():
    assert read_token(new_token(FORM, 3).written(), uuid.uuid4()) is None


@pytest.mark.parametrize("text", [None, "", "x", "a:b:c", ":" * 9, "\x00", "é:é:é", "=" * 9999])
def test_what_is_no_token_is_none(text):
    assert read_token(text, FORM) is None


def test_token_cannot_be_changed():
    text = new_token(FORM, 3).written()
    assert read_token(text[1:], FORM) is None
    assert read_token(text[:-1], FORM) is None


@pytest.mark.parametrize("content", [{}, [], "text", 1, {"form": FORM.hex}, {"a": 1}])
def test_signed_by_us_for_something_else_is_none(content):
    assert read_token(signing.dumps(content, salt="coorg_forms.form"), FORM) is None


def test_other_salt_is_none():
    token = new_token(FORM, 1)
    assert read_token(signing.dumps(token.__dict__), FORM) is None


def test_misses_are_counted_in_a_new_token():
    token = FormToken(FORM.hex, 1, uuid.uuid4().hex, 0)
    assert token.after_a_miss() == replace(token, misses=1)
    assert token.misses == 0
