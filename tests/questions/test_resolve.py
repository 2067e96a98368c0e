"""What must hold for any form and anything sent to it."""

import random
from datetime import date

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.questions import registry
from coorg_forms.questions.conditions import OPERATORS, Condition, Test
from coorg_forms.questions.problems import message
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import Option, Question, Schema, schema_from_json

TODAY = Context(today=date(2027, 6, 1))
OPTIONS = ["x", "y", "z-1", "other"]
SETTINGS = {
    "text": {"max_length": 20},
    "long_text": {"max_length": 30, "rows": 4},
    "number": {"lowest": 0, "highest": 100},
    "checkboxes": {"fewest": 2, "most": 3},
    "date": {"bound": "future"},
}


def options_of(draw, kind):
    if not kind.is_choice:
        return ()
    if not kind.has_options:
        return (Option("yes", "Oui"), Option("no", "Non"))
    keys = draw(st.lists(st.sampled_from(OPTIONS), unique=True, min_size=1))
    return tuple(Option(key, key.upper(), free_text=key == "other") for key in keys)


@st.composite
def conditions(draw, parents):
    def test():
        parent = draw(st.sampled_from(parents))
        op = draw(st.sampled_from(sorted(OPERATORS)))
        value = draw(st.lists(st.sampled_from([*OPTIONS, "yes"]), max_size=2, unique=True))
        return Test(parent, op, tuple(value) if OPERATORS[op].takes_value else ())

    tests = tuple(test() for _number in range(draw(st.integers(1, 3))))
    return Condition(draw(st.sampled_from(["all", "any"])), tests)


@st.composite
def schemas(draw):
    items, parents = [], []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(registry.all_types()))
        condition = st.one_of(st.none(), conditions(parents)) if parents else st.none()
        items.append(
            Question(
                key=f"q{number}",
                type=kind.name,
                label="L",
                required=kind.can_be_required and draw(st.booleans()),
                required_if=draw(condition) if kind.can_be_required else None,
                show_if=draw(condition),
                options=options_of(draw, kind),
                settings=draw(st.sampled_from([{}, SETTINGS.get(kind.name, {})])),
            )
        )
        if kind.is_choice:
            parents.append(f"q{number}")
    return Schema(tuple(items))


words = st.one_of(
    st.sampled_from(["", " ", "x", "y", "z-1", "other", "yes", "no", "é", "25", "1 234", "1,5"]),
    st.sampled_from(["a@b.ca", "819 555-0123 x6", "2031-05-01", "1er mai 2031", "03/04/2027"]),
    st.sampled_from(["\x00", "a\x00b", "\ud800", "x" * 40, "m" * 50_000, "=1+1", "\r\n"]),
    st.text(max_size=8),
)
scalars = st.one_of(
    words,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.binary(max_size=3),
    st.dates(),
)
answers = st.one_of(
    scalars,
    st.lists(scalars, max_size=3),
    st.tuples(words),
    st.dictionaries(
        st.sampled_from(
            ["choices", "choice", "text", "given", "family", "number", "day", "__class__"]
        ),
        st.one_of(scalars, st.lists(scalars, max_size=2), st.dictionaries(words, words)),
        max_size=4,
    ),
)
raws = st.dictionaries(st.sampled_from([f"q{n}" for n in range(7)] + ["role", ""]), answers)


def outcome(result):
    return (
        result.visible,
        result.required,
        result.clean,
        [(p.key, p.code, p.part) for p in result.errors],
        result.dropped,
    )


@given(schemas(), raws)
def test_hidden_is_never_kept_nor_required_nor_in_error(schema, raw):
    result = resolve(schema, raw, TODAY)

    visible = set(result.visible)
    assert set(result.clean) <= visible
    assert result.required <= visible
    assert {problem.key for problem in result.errors + result.warnings} <= visible
    assert not set(result.dropped) & visible
    assert set(result.dropped) <= {question.key for question in schema.questions} & set(raw)
    for problem in result.errors:
        assert problem.key not in result.clean
        assert problem.code not in ("empty", schema_empty(schema, problem.key)) or (
            problem.key in result.required or problem.code in ("empty_given",)
        )


def schema_empty(schema, key):
    return registry.get(schema.by_key[key].type).empty_code


@given(schemas(), raws)
def test_what_is_kept_is_accepted_again_as_it_is(schema, raw):
    first = resolve(schema, raw, TODAY)
    again = resolve(schema, first.clean, TODAY)

    # Only questions in error were answered and not kept: what depends on them may change.
    if first.is_valid:
        assert again.is_valid
        assert again.visible == first.visible
        assert again.clean == first.clean
        assert again.required == first.required
        assert again.dropped == []


@given(schemas(), raws, st.randoms(use_true_random=False))
def test_order_of_what_is_sent_and_undeclared_keys_do_not_matter(schema, raw, chance):
    shuffled = list(raw.items())
    random.Random(chance.random()).shuffle(shuffled)
    extra = {"undeclared": "x", "q0 ": "x", **dict(shuffled), "csrfmiddlewaretoken": "x"}

    assert outcome(resolve(schema, extra, TODAY)) == outcome(resolve(schema, raw, TODAY))


@given(schemas(), raws)
def test_language_and_labels_do_not_matter(schema, raw):
    english = Schema(
        tuple(
            Question(
                **{
                    **{name: getattr(q, name) for name in q.__dataclass_fields__},
                    "label": "Another label",
                    "help": "help",
                    "options": tuple(
                        Option(o.key, f"Option {o.key}", o.free_text) for o in q.options
                    ),
                }
            )
            for q in schema.questions
        )
    )
    with translation.override("fr"):
        in_french = outcome(resolve(schema, raw, TODAY))
    with translation.override("en"):
        assert outcome(resolve(english, raw, TODAY)) == in_french


@given(schemas(), raws, st.integers(0, 6))
def test_a_question_depends_on_earlier_ones_only(schema, raw, cut):
    shorter = Schema(schema.items[:cut])

    whole, part = resolve(schema, raw, TODAY), resolve(shorter, raw, TODAY)

    keys = set(shorter.by_key)
    assert part.visible == [key for key in whole.visible if key in keys]
    assert part.clean == {key: value for key, value in whole.clean.items() if key in keys}
    assert part.required == whole.required & keys


@given(schemas())
def test_schema_travels_through_json(schema):
    assert schema_from_json(schema.to_json()) == schema


@given(schemas(), raws)
def test_whatever_was_sent_can_be_drawn_and_what_is_kept_can_be_shown(schema, raw):
    result = resolve(schema, raw, TODAY)

    for question in schema.questions:
        kind = registry.get(question.type)
        kind.draw(question, raw.get(question.key))
        if question.key in result.clean:
            value = result.clean[question.key]
            assert all(isinstance(line, str) for line in kind.display(question, value))
            assert isinstance(kind.search_text(question, value), str)
            assert kind.selected(value)
    for problem in result.errors + result.warnings:
        assert "{" not in message(problem, "L")


def test_what_is_kept_is_json_without_nul(tmp_path):
    import json

    schema = Schema((Question("q0", "text", "L"), Question("q1", "name", "L")))
    raw = {"q0": "a\x00b", "q1": {"given": "\ud800Zoé\x00", "family": ["L."]}}

    clean = resolve(schema, raw, TODAY).clean

    assert clean == {"q0": "ab", "q1": {"given": "Zoé", "family": "L."}}
    json.dumps(clean).encode("utf-8")


def test_a_type_that_is_gone_blocks_nobody():
    schema = Schema((Question("q0", "no_longer_there", "L", required=True),))

    result = resolve(schema, {"q0": "x"}, TODAY)

    assert result.is_valid
    assert result.required == set()
    assert result.clean == {}


def test_a_consent_is_never_required():
    consent = Question("q0", "consent", "L", required=True, options=(Option("yes", "J’accepte"),))

    assert resolve(Schema((consent,)), {}, TODAY).is_valid
