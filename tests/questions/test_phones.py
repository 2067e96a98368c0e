"""Vectors of domain.md §5 and of its traps (§0.1.7)."""

import time

import pytest

from coorg_forms.questions.phones import PhoneNumber, parse_phone

QUEBEC = PhoneNumber("+18199666484", "6")


@pytest.mark.parametrize(
    "text",
    [
        "819 966-6484, poste 6",
        "819.966.6484 p. 6",
        "(819) 966-6484 x6",
        "(819) 966-6484 ext. 6",
        "8199666484 poste 6",
        "+1 819 966-6484 post. 6",
        "1-819-966-6484 #6",
        "819 966 6484 EXT 6",
        "819\u00a0966-6484, poste\u00a06",
        "819-966-6484;x 6",
        "819 966-6484 extension 6",
    ],
)
def test_extension_in_the_number(text):
    assert parse_phone(text) == QUEBEC


def test_extension_apart():
    assert parse_phone("819 966-6484", "6") == QUEBEC


def test_extension_apart_wins():
    assert parse_phone("819 966-6484 poste 9", "6") == QUEBEC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "911",
        "819 966-648",
        "966-6484",
        "119 966-6484",
        "819 166-6484",
        "819 966-6484 p. 12345678",
        "appelez-moi",
        "819 966-64845",
        "0" * 5000,
        "819 966-6484 ou 819 966-6485",
    ],
)
def test_no_number(text):
    assert parse_phone(text) is None


def test_number_abroad():
    abroad = parse_phone("+33 1 42 68 53 00")

    assert abroad == PhoneNumber("+33142685300")
    assert abroad.written("fr") == "+33142685300"


@pytest.mark.parametrize(
    "number, extension, french, english",
    [
        ("+18199666484", "6", "819\u00a0966-6484, poste\u00a06", "819\u00a0966-6484, ext.\u00a06"),
        ("+18003333333", "", "1\u00a0800\u00a0333-3333", "1\u00a0800\u00a0333-3333"),
        ("+14504332777", "", "450\u00a0433-2777", "450\u00a0433-2777"),
    ],
)
def test_written(number, extension, french, english):
    phone = PhoneNumber(number, extension)

    assert phone.written("fr") == phone.written("fr-ca") == french
    assert phone.written("en") == english


def test_dialled_with_its_extension():
    assert QUEBEC.uri == "tel:+18199666484;ext=6"
    assert PhoneNumber("+18199666484").uri == "tel:+18199666484"


def test_a_huge_text_takes_no_time():
    started = time.process_time()

    assert parse_phone("1" + " " * 200_000 + "1") is None
    assert time.process_time() - started < 1
