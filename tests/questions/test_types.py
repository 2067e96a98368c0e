"""Each question type on its way: read → coerce → check → display and draw."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from coorg_forms.questions import registry
from coorg_forms.questions.problems import MESSAGES, Invalid, Problem, message
from coorg_forms.questions.question_type import ABSENT, QuestionType, UnknownType
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import Option, Schema
from tests.factories import question

TODAY = Context(today=date(2027, 6, 1))
XY = [{"key": "x", "label": "Ixe"}, {"key": "y", "label": "Igrec"}]
OTHER = [*XY, {"key": "other", "label": "Autre", "free_text": True}]
YES = [{"key": "yes", "label": "Oui"}]
EMPTY_SHAPES = [
    None,
    "",
    " ",
    "\u00a0",
    "\x00",
    [],
    [""],
    [None],
    [[]],
    {},
    (),
    {"given": ""},
    0.0j,
]


def ask(one, raw):
    """``(value or ABSENT, [codes], [warnings])`` for one question."""
    result = resolve(Schema((one,)), {one.key: raw}, TODAY)
    return (
        result.clean.get(one.key, ABSENT),
        [(p.code, p.part) if p.part else p.code for p in result.errors],
        [p.code for p in result.warnings],
    )


def post(one, query: str):
    """The same, from a posted form."""
    return ask(one, registry.get(one.type).read(one, QueryDict(query)))


#: type → (question, posted form, value kept, words in French, words in English, search text)
JOURNEYS = {
    "text": (
        {},
        "q=+Caf%C3%A9++du%0Acoin+",
        "Café du coin",
        ["Café du coin"],
        None,
        "Café du coin",
    ),
    "long_text": (
        {},
        "q=Un%0D%0Adeux%0D%0A%0D%0Atrois%0D%0A",
        "Un\ndeux\n\ntrois",
        ["Un", "deux", "", "trois"],
        None,
        "Un\ndeux\n\ntrois",
    ),
    "radio": ({"options": XY}, "q=y", "y", ["Igrec"], None, ""),
    "checkboxes": ({"options": XY}, "q=y&q=x&q=zzz", ["x", "y"], ["Ixe", "Igrec"], None, ""),
    "select": ({"options": XY}, "q=x", "x", ["Ixe"], None, ""),
    "yes_no": ({"options": YES}, "q=yes", "yes", ["Oui"], None, ""),
    "date": (
        {},
        "q-day=1er&q-month=Mai&q-year=2027",
        "2027-05-01",
        ["1er\u00a0mai\u00a02027"],
        ["May\u00a01, 2027"],
        "",
    ),
    "number": ({}, "q=1%C2%A0234", 1234, ["1\u00a0234"], ["1,234"], ""),
    "name": (
        {},
        "q-given=Marie-%C3%88ve&q-family=de+l%E2%80%99%C3%89toile",
        {"given": "Marie-Ève", "family": "de l’Étoile"},
        ["Marie-Ève de l’Étoile"],
        None,
        "",
    ),
    "email": ({}, "q=o%27b%40example.org", "o'b@example.org", ["o'b@example.org"], None, ""),
    "phone": (
        {},
        "q-number=819+966-6484&q-extension=6",
        {"number": "+18199666484", "extension": "6"},
        ["819\u00a0966-6484, poste\u00a06"],
        ["819\u00a0966-6484, ext.\u00a06"],
        "",
    ),
    "territory": ({"options": XY}, "q=x", ["x"], ["Ixe"], None, ""),
    "service": ({"options": XY}, "q=x", "x", ["Ixe"], None, ""),
    "audience": ({"options": XY}, "q=x", "x", ["Ixe"], None, ""),
    "neq": ({}, "q=1145+678+901", "1145678901", ["1145678901"], None, "1145678901"),
    "consent": ({"options": YES}, "q=yes", "yes", ["Oui"], None, ""),
    "declaration": ({"options": YES}, "q=yes", "yes", ["Oui"], None, ""),
}


def test_every_type_has_its_journey():
    assert set(JOURNEYS) == registry.names()


@pytest.mark.parametrize("type", JOURNEYS)
def test_journey(type):
    settings, query, value, french, english, found = JOURNEYS[type]
    one, kind = question(type, **settings), registry.get(type)

    assert post(one, query) == (value, [], [])
    with translation.override("fr"):
        assert kind.display(one, value) == french
    with translation.override("en"):
        assert kind.display(one, value) == (english or french)
    assert kind.search_text(one, value) == found
    assert isinstance(kind.draw(one, kind.read(one, QueryDict(query))), dict)


@pytest.mark.parametrize("raw", EMPTY_SHAPES, ids=repr)
@pytest.mark.parametrize("type", JOURNEYS)
def test_every_shape_of_empty_is_absent(type, raw):
    one, kind = question(type, **JOURNEYS[type][0]), registry.get(type)

    assert ask(one, raw) == (ABSENT, [], [])
    assert not kind.is_given(raw)
    kind.draw(one, raw)


@pytest.mark.parametrize("type", JOURNEYS)
def test_nothing_posted_is_absent_and_required_names_the_right_control(type):
    one, kind = question(type, required=True, **JOURNEYS[type][0]), registry.get(type)

    value, errors, _warnings = post(one, "other=x")

    assert value is ABSENT
    if kind.can_be_required:
        expected = (kind.empty_code, kind.empty_part) if kind.empty_part else kind.empty_code
        assert errors == [expected]
    else:
        assert errors == []
    assert kind.first_control(one).startswith("id_q")


@pytest.mark.parametrize("type", JOURNEYS)
def test_what_was_typed_is_drawn_again(type):
    settings, query, *_rest = JOURNEYS[type]
    one, kind = question(type, **settings), registry.get(type)

    drawn = kind.draw(one, kind.read(one, QueryDict(query)))

    if kind.is_choice:
        ticked = {c["option"].key for c in drawn["choices"] if c["checked"]}
        assert ticked == set(QueryDict(query).getlist("q")) & set(one.option_labels)
    elif "parts" in drawn:
        assert {f"q-{name}": text for name, text in drawn["parts"].items()} == {
            name: text.strip() for name, text in QueryDict(query).items()
        }
    else:
        assert drawn["value"] == QueryDict(query)["q"].replace("\r\n", "\n").strip()


# Problems, one by one -----------------------------------------------------------------------

LONG = "é" * 260
#: code → (question, raw) that leads to it.
REACH = {
    "empty_text": (question("text", required=True), ""),
    "empty_choice": (question("radio", required=True, options=XY), []),
    "empty_choices": (question("checkboxes", required=True, options=XY), []),
    "empty_given": (question("name"), {"given": "", "family": "Roy"}),
    "empty_email": (question("email", required=True), ""),
    "empty_phone": (question("phone", required=True), {}),
    "empty_date": (question("date", required=True), {}),
    "empty_declaration": (question("declaration", required=True, options=YES), []),
    "empty_other": (question("radio", options=OTHER), {"choices": ["other"], "text": " "}),
    "too_long": (question("text"), LONG),
    "bad_email": (question("email"), "nom@example"),
    "bad_phone": (question("phone"), {"number": "966-6484"}),
    "bad_extension": (question("phone"), {"number": "819 966-6484", "extension": "12345678"}),
    "bad_number": (question("number"), "beaucoup"),
    "too_small": (question("number", settings={"lowest": 0}), "-1"),
    "too_big": (question("number", settings={"highest": 9}), "10"),
    "bad_date": (question("date"), {"day": "31", "month": "4", "year": "2027"}),
    "bad_day": (question("date"), {"day": "premier", "month": "4", "year": "2027"}),
    "bad_month": (question("date"), {"day": "1", "month": "13", "year": "2027"}),
    "bad_year": (question("date"), {"day": "1", "month": "4", "year": "27"}),
    "missing_day": (question("date"), {"month": "4", "year": "2027"}),
    "missing_month": (question("date"), {"day": "1", "year": "2027"}),
    "missing_year": (question("date"), {"day": "1", "month": "4"}),
    "ambiguous_date": (question("date"), {"day": "03/04/2027"}),
    "too_early": (question("date", settings={"bound": "future"}), "2027-05-31"),
    "too_late": (question("date", settings={"bound": "past"}), "2027-06-02"),
    "too_few": (question("checkboxes", options=XY, settings={"fewest": 2}), ["x"]),
    "too_many": (question("checkboxes", options=XY, settings={"most": 1}), ["x", "y"]),
    "odd_neq": (question("neq"), "9945678901"),
}


def test_every_code_is_reached_and_has_a_sentence():
    # "empty" is what a type of a host project says when it gives no code of its own.
    assert set(REACH) | {QuestionType.empty_code} == set(MESSAGES)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", REACH)
def test_problem_and_its_sentence(code, language):
    one, raw = REACH[code]

    result = resolve(Schema((one,)), {one.key: raw}, TODAY)

    (problem,) = result.errors or result.warnings
    assert problem.code == code
    with translation.override(language):
        sentence = message(problem, "Étiquette {x}")
    assert sentence and "{" not in sentence.replace("{x}", "")
    assert registry.get(one.type).first_control(one, problem.part).startswith("id_q")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", MESSAGES)
@pytest.mark.parametrize("amount", [0, 1, 2])
def test_every_sentence_formats_in_singular_and_plural(code, language, amount):
    params = {"over": amount, "limit": amount, "chosen": 3, "option": "Autre"}

    with translation.override(language):
        assert "{" not in message(Problem("q", code, params=params), "Étiquette")


@pytest.mark.parametrize("code", REACH)
def test_an_error_is_kept_out_of_the_answers_and_a_warning_is_not(code):
    one, raw = REACH[code]

    result = resolve(Schema((one,)), {one.key: raw}, TODAY)

    assert (one.key in result.clean) is (code == "odd_neq")
    assert result.is_valid is (code == "odd_neq")


# One type at a time -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw, kept",
    [
        ("1145678901", "1145678901"),
        ("11 4567 8901", "1145678901"),
        ("11-4567.8901", "1145678901"),
        ("je ne sais pas", "je ne sais pas"),
        ("NEQ 1145678901", "NEQ 1145678901"),
    ],
)
def test_neq_never_blocks(raw, kept):
    value, errors, _warnings = ask(question("neq", required=True), raw)

    assert (value, errors) == (kept, [])


@pytest.mark.parametrize("first", ["11", "22", "33", "88"])
def test_usual_neq_has_no_warning(first):
    assert ask(question("neq"), first + "45678901")[2] == []


@pytest.mark.parametrize("odd", ["114567890", "11456789012", "4445678901", "x"])
def test_odd_neq_warns(odd):
    assert ask(question("neq"), odd)[2] == ["odd_neq"]


@pytest.mark.parametrize(
    "raw, day",
    [
        ("2027-05-01", "2027-05-01"),
        ("1er mai 2027", "2027-05-01"),
        ("1ER MAI 2027", "2027-05-01"),
        ("le 24 juin 2027", "2027-06-24"),
        ("24\u00a0juin\u00a02027", "2027-06-24"),
        ("May 1, 2027", "2027-05-01"),
        ("1 May 2027", "2027-05-01"),
        ("3rd of", None),
        ({"day": "2027-05-01"}, "2027-05-01"),
        ({"day": "1er mai 2027"}, "2027-05-01"),
        ({"day": "2nd", "month": "Sept", "year": "2027"}, "2027-09-02"),
        ({"day": "1er", "month": "février", "year": "2028"}, "2028-02-01"),
        ({"day": "29", "month": "2", "year": "2028"}, "2028-02-29"),
        ({"day": "29", "month": "2", "year": "2027"}, None),
        ({"day": "0", "month": "2", "year": "2027"}, None),
        ({"day": "١", "month": "2", "year": "2027"}, None),
        ({"day": "1", "month": "2", "year": "0027"}, None),
        ({"day": "1", "month": "2", "year": "20270"}, None),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_date(raw, day, language):
    with translation.override(language):
        value, errors, _warnings = ask(question("date"), raw)

    assert (value or None) == day
    assert bool(errors) is (day is None)


@pytest.mark.parametrize(
    "typed", ["03/04/2027", "3/4/2027", "03.04.2027", "03-04-2027", "2027/04/03"]
)
def test_date_with_slashes_is_ambiguous_and_kept_on_screen(typed):
    for raw in (typed, {"day": typed, "month": "", "year": ""}):
        assert ask(question("date"), raw)[1] == [("ambiguous_date", "day")]
        assert registry.get("date").draw(question("date"), raw)["parts"]["day"] == typed


def test_date_bounds_include_today():
    assert ask(question("date", settings={"bound": "future"}), "2027-06-01")[1] == []
    assert ask(question("date", settings={"bound": "past"}), "2027-06-01")[1] == []


@pytest.mark.parametrize("odd", ["2027-13-45", "not a date", None, 5])
def test_a_date_that_cannot_be_read_any_more_is_shown_raw(odd):
    assert registry.get("date").display(question("date"), odd) == [str(odd)]


@pytest.mark.parametrize(
    "given, family",
    [
        ("É", ""),
        ("Jean de la", "Grand-Maison"),
        ("D’Arcy", "O'Connor"),
        ("van der", "BERG"),
        ("李", "雷"),
    ],
)
def test_name_is_kept_as_written(given, family):
    value, errors, _warnings = ask(question("name"), {"given": given, "family": family})

    assert (value, errors) == ({"given": given, "family": family}, [])
    assert registry.get("name").display(question("name"), value) == [f"{given} {family}".strip()]


def test_a_name_that_is_too_long_names_its_part():
    assert ask(question("name"), {"given": "A", "family": "é" * 101})[1] == [("too_long", "family")]


@pytest.mark.parametrize(
    "raw, value",
    [
        ("25", 25),
        ("1234", 1234),
        ("1 234", 1234),
        ("1\u202f234\u00a0567", 1234567),
        ("1,234", 1234),
        ("-3", -3),
        ("+3", 3),
        ("007", 7),
        (12, 12),
        ("25,5", ABSENT),
        ("25.5", ABSENT),
        ("1,5", ABSENT),
        ("10 15", ABSENT),
        ("12 ou 15", ABSENT),
        ("1e3", ABSENT),
        ("٣", ABSENT),
        ("9" * 13, ABSENT),
        ("--3", ABSENT),
    ],
)
def test_number(raw, value):
    kept, errors, _warnings = ask(question("number"), raw)

    assert kept is value or kept == value
    assert errors == ([] if value is not ABSENT else ["bad_number"])


def test_number_bounds_hold_at_zero():
    bounded = question("number", settings={"lowest": 0, "highest": 0})

    assert ask(bounded, "0") == (0, [], [])
    assert ask(bounded, "-1")[1] == ["too_small"]
    assert ask(bounded, "1")[1] == ["too_big"]


@pytest.mark.parametrize(
    "raw, kept",
    [
        (" nom @ example.ca ", "nom@example.ca"),
        ("Nom.Prénom@example.ca", None),
        ("a b@example.ca", None),
        ("écrivez à nom@example.ca", None),
        ("nom@example.ca, autre@example.ca", None),
        ("nom@example.ca\nBcc: x@example.ca", None),
        ("a@" + "b" * 250 + ".ca", None),
        ("nom@exemple.québec", "nom@exemple.québec"),
    ],
)
def test_email(raw, kept):
    value, errors, _warnings = ask(question("email"), raw)

    assert (value or None) == kept
    assert errors == ([] if kept else ["bad_email"])


@pytest.mark.parametrize(
    "number, extension, errors",
    [
        ("819 966-6484", "poste 6", []),
        ("819 966-6484", "1234567", []),
        ("819 966-6484", "abc", [("bad_extension", "extension")]),
        ("819 966-6484", "٣", [("bad_extension", "extension")]),
        ("", "6", [("bad_phone", "number")]),
        ("819 966", "", [("bad_phone", "number")]),
    ],
)
def test_phone(number, extension, errors):
    assert ask(question("phone"), {"number": number, "extension": extension})[1] == errors


def test_phone_extension_in_the_number_is_kept_apart():
    value, _errors, _warnings = ask(question("phone"), {"number": "819 966-6484 poste 6"})

    assert value == {"number": "+18199666484", "extension": "6"}


def test_radio_keeps_one_answer():
    assert ask(question("radio", options=XY), ["y", "x"])[0] in ("x", "y")


def test_other_is_shown_with_its_text_and_found_by_it():
    one, kind = question("radio", options=OTHER), registry.get("radio")
    value, _errors, _warnings = post(one, "q=other&q-text=Une+coop")

    assert value == {"choice": "other", "text": "Une coop"}
    assert kind.display(one, value) == ["Autre (Une coop)"]
    assert kind.search_text(one, value) == "Une coop"
    assert kind.selected(value) == ("other",)


def test_other_text_too_long():
    raw = {"choices": ["other"], "text": "é" * 201}

    assert ask(question("radio", options=OTHER), raw)[1] == [("too_long", "text")]


def test_an_option_that_is_gone_is_shown_by_its_key():
    assert registry.get("checkboxes").display(question("checkboxes", options=XY), ["x", "old"]) == [
        "Ixe",
        "old",
    ]


def test_nothing_is_chosen_in_advance():
    for name in JOURNEYS:
        kind = registry.get(name)
        if kind.is_choice:
            drawn = kind.draw(question(name, options=OTHER), None)
            assert not any(choice["checked"] for choice in drawn["choices"])


def test_yes_no_offers_unsure_when_asked():
    kind = registry.get("yes_no")

    assert [o.key for o in kind.fixed_options({})] == ["yes", "no"]
    assert [o.key for o in kind.fixed_options({"unsure": True})] == ["yes", "no", "unsure"]


def test_a_consent_without_options_is_one_box():
    kind = registry.get("consent")
    one = question("consent", options=[{"key": "yes", "label": "J’accepte"}])

    assert [option.key for option in kind.fixed_options({})] == ["yes"]
    assert kind.fixed_options({"options": ["something"]}) == []
    assert kind.draw(one, [])["control"] == "checkbox"
    assert kind.draw(question("consent", options=XY), [])["control"] == "radio"


def test_text_lengths_count_characters_after_trimming():
    short = question("text", settings={"max_length": 5})

    assert ask(short, "  ÉÉÉÉÉ  ")[1] == []
    assert ask(short, "ÉÉÉÉÉÉ")[1] == ["too_long"]
    long = question("long_text", settings={"max_length": 3})
    assert ask(long, "a\r\nb")[1] == []


# The registry -------------------------------------------------------------------------------


def test_unknown_type_shows_its_raw_value():
    kind = registry.get("gone")

    assert isinstance(kind, UnknownType)
    assert kind.display(question("gone"), "mots") == ["mots"]
    assert kind.display(question("gone"), {"a": [1]}) == ["{'a': [1]}"]
    assert kind.draw(question("gone"), {"a": 1}) == {"value": ""}


def test_a_name_is_registered_once():
    class Again(QuestionType):
        name = "text"

    with pytest.raises(ValueError, match="twice"):
        registry.register(Again)
    assert registry.register(type(registry.get("text"))).name == "text"


def test_a_type_of_a_host_project(monkeypatch):
    monkeypatch.setattr(registry, "_types", dict(registry._types))

    @registry.register
    class Colour(QuestionType):
        name = "colour"

        def coerce(self, question, raw):
            if raw == "mud":
                raise Invalid("bad_number")
            return super().coerce(question, raw)

    assert ask(question("colour", required=True), "")[1] == ["empty"]
    assert ask(question("colour"), "mud")[1] == ["bad_number"]
    assert ask(question("colour"), "red")[0] == "red"
    with translation.override("fr"):
        assert "Étiquette" in message(Problem("q", "empty"), "Étiquette")


def test_every_type_says_what_it_is_in_the_builder():
    for kind in registry.all_types():
        assert kind.name and str(kind.label) and str(kind.description) and kind.icon


def test_option_is_plain_data():
    assert Option("x", "Ixe") == Option("x", "Ixe", False, "")
