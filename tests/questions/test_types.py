"""Each question type on its way: read → coerce → check → display and draw."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from coorg_forms.questions import answers, registry
from coorg_forms.questions.problems import MESSAGES, Invalid, Problem, message
from coorg_forms.questions.question_type import ABSENT, QuestionType, UnknownType
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import Option, Schema
from tests.factories import question

TODAY = Context(today=date(2027, 6, 1))
XY = [{"key": "x", "label": "Ixe"}, {"key": "y", "label": "Igrec"}]
OTHER = [*XY, {"key": "other", "label": "Autre", "free_text": True}]
YES = [{"key": "yes", "label": "Oui"}]
LINES = [
    {"key": "room", "type": "radio", "label": "Une salle"},
    {"key": "money", "type": "radio", "label": "De l’argent"},
]
COLUMNS = [
    {"key": "name", "type": "text", "label": "Nom", "required": True},
    {"key": "email", "type": "email", "label": "Courriel"},
]
FILE = {"id": "a1", "name": "plan.pdf", "size": 2048, "type": "application/pdf"}
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
    "url": (
        {},
        "q=www.exemple.qc.ca%2Fgroupe",
        "https://www.exemple.qc.ca/groupe",
        ["https://www.exemple.qc.ca/groupe"],
        None,
        "https://www.exemple.qc.ca/groupe",
    ),
    "time": ({}, "q=14+h+05", "14:05", ["14\u00a0h\u00a005"], ["2:05\u00a0p.m."], ""),
    "address": (
        {},
        "q-street=12%2C+rue+de+l%E2%80%99%C3%8Ele&q-city=Gatineau&q-province=QC&q-postal=j8x1a1",
        {
            "street": "12, rue de l’Île",
            "city": "Gatineau",
            "province": "QC",
            "postal": "J8X 1A1",
        },
        ["12, rue de l’Île", "Gatineau (Québec)\u00a0\u00a0J8X 1A1"],
        None,
        "12, rue de l’Île Gatineau J8X 1A1",
    ),
    "grid": (
        {"options": XY, "parts": LINES},
        "q-room=y&q-money=zzz",
        {"room": "y"},
        ["Une salle\u00a0: Igrec"],
        ["Une salle: Igrec"],
        "",
    ),
    "repeat": (
        {"parts": COLUMNS},
        "q-0-name=&q-0-email=&q-3-name=L%E2%80%99%C3%89toile&q-3-email=a%40b.ca",
        [{"name": "L’Étoile", "email": "a@b.ca"}],
        ["L’Étoile · a@b.ca"],
        None,
        "L’Étoile ",
    ),
    "consent": ({"options": YES}, "q=yes", "yes", ["Oui"], None, ""),
    "declaration": ({"options": YES}, "q=yes", "yes", ["Oui"], None, ""),
}


def test_every_type_has_its_journey():
    # Files are told by the server, never by the post: tests/operations/test_attach.py.
    assert set(JOURNEYS) | {"file"} == registry.names()


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
    elif "lines" in drawn:
        assert [row["chosen"] for row in drawn["lines"]] == [["y"], ["zzz"]]
    elif "elements" in drawn:
        assert drawn["elements"] == [{"name": "L’Étoile", "email": "a@b.ca"}]
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
    "too_short": (question("text", settings={"min_length": 3}), "ab"),
    "said": (
        question("text", settings={"pattern": "AA-9999", "pattern_message": "Écrivez {AB-1234}."}),
        "x",
    ),
    "bad_pattern": (question("text", settings={"pattern": "AA-9999"}), "x"),
    "bad_url": (question("url"), "notre site"),
    "empty_time": (question("time", required=True), ""),
    "bad_time": (question("time"), "25 h"),
    "bad_decimal": (question("number", settings={"decimals": 1}), "beaucoup"),
    "too_many_decimals": (question("number", settings={"decimals": 1}), "1,25"),
    "before_date": (question("date", settings={"from_days": 14}), "2027-06-14"),
    "after_date": (question("date", settings={"until_days": 7}), "2027-06-09"),
    "empty_address": (question("address", required=True), {"province": "QC"}),
    "missing_street": (question("address"), {"city": "Gatineau", "postal": "J8X 1A1"}),
    "missing_city": (question("address"), {"street": "1, rue A", "postal": "J8X 1A1"}),
    "missing_postal": (question("address"), {"street": "1, rue A", "city": "Gatineau"}),
    "bad_postal": (
        question("address"),
        {"street": "1, rue A", "city": "Gatineau", "postal": "12345"},
    ),
    "empty_grid": (question("grid", required=True, options=XY, parts=LINES), {}),
    "empty_line": (question("grid", required=True, options=XY, parts=LINES), {"room": "x"}),
    "empty_repeat": (question("repeat", required=True, parts=COLUMNS), []),
    "too_few_elements": (
        question("repeat", parts=COLUMNS, settings={"fewest": 2}),
        [{"name": "A"}],
    ),
    "too_many_elements": (
        question("repeat", parts=COLUMNS, settings={"most": 1}),
        [{"name": "A"}, {"name": "B"}],
    ),
    "empty_file": (question("file", required=True), []),
    "too_many_files": (question("file", settings={"max_files": 1}), [FILE, {**FILE, "id": "a2"}]),
}
#: Said by ``operations.attach`` while files arrive.
OF_FILES = {"file_in_excess", "file_too_big", "file_empty", "file_bad_type", "file_not_kept"}


def test_every_code_is_reached_and_has_a_sentence():
    # "empty" is what a type of a host project says when it gives no code of its own.
    assert set(REACH) | OF_FILES | {QuestionType.empty_code} == set(MESSAGES)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", REACH)
def test_problem_and_its_sentence(code, language):
    one, raw = REACH[code]

    result = resolve(Schema((one,)), {one.key: raw}, TODAY)

    (problem,) = result.errors or result.warnings
    assert problem.code == code
    with translation.override(language):
        sentence = message(problem, "Étiquette {x}")
    assert sentence and "{" not in sentence.replace("{x}", "").replace("{AB-1234}", "")
    assert registry.get(one.type).first_control(one, problem.part).startswith("id_q")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", MESSAGES)
@pytest.mark.parametrize("amount", [0, 1, 2])
def test_every_sentence_formats_in_singular_and_plural(code, language, amount):
    params = {"over": amount, "limit": amount, "chosen": 3, "option": "Autre"}
    params |= dict.fromkeys(("said", "pattern", "line", "name", "size", "kinds"), "mots")
    params["date"] = date(2027, 5, 1)

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


@pytest.mark.parametrize(
    "decimals, raw, kept",
    [
        (2, "12,5", "12.5"),
        (2, "12.50", "12.5"),
        (2, "1 234,75", "1234.75"),
        (2, "1,234", 1234),
        (2, "1,234.5", "1234.5"),
        (3, "1,234", "1.234"),
        (2, "12,0", 12),
        (2, "-0,5", "-0.5"),
        (2, ",5", "0.5"),
        (0, "12,5", ABSENT),
        (2, "1,2,3", ABSENT),
    ],
)
def test_decimals_of_either_language(decimals, raw, kept):
    value = ask(question("number", settings={"decimals": decimals}), raw)[0]

    assert value is kept or value == kept


def test_a_number_with_its_unit():
    one = question("number", settings={"unit": "personnes", "decimals": 1, "highest": 50})

    assert ask(one, "12,5 Personnes")[0] == "12.5"
    assert ask(one, "50.5")[1] == ["too_big"]
    with translation.override("fr"):
        assert registry.get("number").display(one, "1234.5") == ["1\u00a0234,5\u00a0personnes"]


@pytest.mark.parametrize(
    "raw, kept",
    [
        ("14:30", "14:30"),
        ("14h30", "14:30"),
        ("9 h", "09:00"),
        ("19", "19:00"),
        ("2:30 pm", "14:30"),
        ("12 a.m.", "00:00"),
        ("12 p.m.", "12:00"),
        ("midi", "12:00"),
        ("Minuit", "00:00"),
        ("13 pm", None),
        ("24:00", None),
        ("14:60", None),
        ("vers midi", None),
    ],
)
def test_time(raw, kept):
    assert (ask(question("time"), raw)[0] or None) == kept


@pytest.mark.parametrize(
    "raw, kept",
    [
        ("exemple.ca", "https://exemple.ca"),
        ("HTTP://exemple.ca/a?b=c", "HTTP://exemple.ca/a?b=c"),
        ("javascript:alert(1)", None),
        ("ftp://exemple.ca", None),
        ("nom@exemple.ca", None),
        ("https://u:p@exemple.ca", None),
        ("exemple", None),
        ("exemple.ca/" + "a" * 500, None),
    ],
)
def test_web_address(raw, kept):
    assert (ask(question("url"), raw)[0] or None) == kept


@pytest.mark.parametrize(
    "typed, postal", [("j8x 1a1", "J8X 1A1"), ("J8X-1A1", "J8X 1A1"), ("D8X 1A1", None)]
)
def test_postal_code(typed, postal):
    raw = {"street": "1, rue A", "city": "Gatineau", "province": "??", "postal": typed}
    value, _errors, _warnings = ask(question("address"), raw)

    assert (value["postal"] if value else None) == postal
    assert not value or value["province"] == "QC"


@pytest.mark.parametrize(
    "pattern, right, wrong",
    [
        ("AA-9999", ["ab-1234", "ÉÀ-0000"], ["a1-1234", "ab1234", "ab-12345"]),
        ("A9A 9A9", ["J8X1A1", "j8x  1a1"], ["J8X-1A1"]),
        ("999|AA", ["123", "ab"], ["12", "1b"]),
        ("(9+9)*", ["(1+2)*"], ["1+2", "(1+2)"]),
    ],
)
def test_way_of_writing(pattern, right, wrong):
    one = question("text", settings={"pattern": pattern})

    assert [ask(one, text)[1] for text in right] == [[]] * len(right)
    assert [ask(one, text)[1] for text in wrong] == [["bad_pattern"]] * len(wrong)


def test_dates_from_today_include_their_bounds():
    one = question("date", settings={"from_days": 14, "until_days": 30})

    assert ask(one, "2027-06-15")[1] == [] and ask(one, "2027-07-01")[1] == []
    assert ask(one, "2027-07-02")[1] == [("after_date", "day")]


def test_a_grid_may_stay_unfinished_when_it_is_optional():
    one = question("grid", options=XY, parts=LINES)

    assert ask(one, {"room": ["x"], "money": "nothing", "other": "x"}) == ({"room": "x"}, [], [])
    kind = registry.get("grid")
    assert kind.first_control(one, "money") == "id_q-money-0"
    assert kind.first_control(one) == "id_q-room-0"


def test_an_element_in_error_is_named_with_its_place():
    one = question("repeat", parts=COLUMNS, settings={"element": "Partenaire"})
    raw = [{"name": "A"}, {"name": "B", "email": "b@"}]
    (problem,) = resolve(Schema((one,)), {"q": raw}, TODAY).errors

    assert (problem.code, problem.part) == ("bad_email", "1-email")
    assert registry.get("repeat").first_control(one, problem.part) == "id_q-1-email"
    (problem,) = resolve(Schema((one,)), {"q": [{"email": "b@c.ca"}]}, TODAY).errors
    with translation.override("en"):
        assert message(problem, one.label) == "Partenaire 1: Fill in the field “Nom”."


def test_columns_are_judged_by_their_own_types():
    columns = [{"key": "n", "type": "number", "label": "N"}, *COLUMNS]
    one = question("repeat", parts=columns)
    value, errors, _warnings = ask(one, [{"n": "1 234", "name": "A"}, {"n": "", "name": " "}])

    assert (value, errors) == ([{"n": 1234, "name": "A"}], [])


@pytest.mark.parametrize("raw", ["a1", [{"id": "a1"}], [{**FILE, "size": "2"}], {"id": "a1"}])
def test_what_is_no_file_is_ignored(raw):
    assert ask(question("file"), raw) == (ABSENT, [], [])


def test_files_are_shown_by_name_and_size():
    assert ask(question("file"), [FILE]) == ([FILE], [], [])
    with translation.override("en"):
        assert registry.get("file").display(question("file"), [FILE]) == ["plan.pdf (2\u00a0KB)"]


@pytest.mark.parametrize("type", ["text", "long_text", "number", "date", "time", "address", "neq"])
def test_i_do_not_know_is_an_answer(type):
    one = question(type, required=True, unsure=True)
    raw = answers.read(one, QueryDict("q-unsure=1"))

    result = resolve(Schema((one,)), {"q": raw}, TODAY)

    assert result.clean == {"q": {"unsure": True}} and result.is_valid
    assert resolve(Schema((one,)), result.clean, TODAY).clean == result.clean
    with translation.override("fr"):
        assert answers.display(one, result.clean["q"]) == ["Je ne sais pas"]
    assert answers.search_text(one, result.clean["q"]) == ""


def test_a_valid_answer_beats_i_do_not_know_and_an_unreadable_one_does_not():
    one = question("number", unsure=True)

    assert ask(one, {"unsure": True, "value": "12"})[0] == 12
    assert ask(one, {"unsure": True, "value": "beaucoup"})[0] == {"unsure": True}
    assert ask(question("number"), {"unsure": True}) == (ABSENT, [], [])


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
