"""The case table that Python and ``conditions.js`` share: see ``tests/cases/conditions.json``."""

import json
from datetime import date
from pathlib import Path

import pytest

from coorg_forms.questions.conditions import OPERATORS, condition_from_json
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import schema_from_json

CASES = json.loads((Path(__file__).parents[1] / "cases/conditions.json").read_text("utf-8"))
TODAY = Context(today=date(2027, 6, 1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    result = resolve(schema_from_json(case["schema"]), case["raw"], TODAY)

    assert {
        "visible": result.visible,
        "required": sorted(result.required),
        "clean": result.clean,
        "errors": [[problem.key, problem.code] for problem in result.errors],
        "dropped": result.dropped,
    } == {**case["expect"], "required": sorted(case["expect"]["required"])}


def test_cases_have_names_of_their_own():
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("op", OPERATORS)
def test_every_operator_has_cases_that_show_and_that_hide(op):
    def results():
        for case in CASES:
            for item in case["schema"]["items"]:
                for tests in item.get("show_if", {}).values():
                    if len(tests) == 1 and tests[0]["op"] == op:
                        yield item["key"] in case["expect"]["visible"]

    assert set(results()) == {True, False}


def test_schemas_of_the_cases_are_what_to_json_writes():
    for case in CASES:
        assert schema_from_json(case["schema"]).to_json() == case["schema"], case["name"]


@pytest.mark.parametrize("nothing", [None, {}])
def test_no_condition(nothing):
    assert condition_from_json(nothing) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"none": []},
        {"all": [], "any": []},
        {"all": [{"question": "a", "op": "eval", "value": "x"}]},
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(wrong):
    with pytest.raises(ValueError):
        condition_from_json(wrong)


def test_one_value_may_stand_without_a_list():
    condition = condition_from_json({"all": [{"question": "a", "op": "is", "value": "x"}]})

    assert condition.to_json() == {"all": [{"question": "a", "op": "is", "value": ["x"]}]}
