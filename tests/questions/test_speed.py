"""What a step, a review and a post cost: a bound far above what docs/benchmarks.md measured."""

import time
from datetime import date

from coorg_forms.models import form_version
from coorg_forms.questions.resolve import Context, resolve
from tests import factories
from tests.bench import conditional

#: As promised, in seconds.
MOST = 0.005


def test_sixty_questions_with_twenty_conditions():
    schema, raw = conditional.form(questions=60, conditions=20)
    assert len(schema.questions) == 60
    assert sum(question.show_if is not None for question in schema.questions) == 20
    context, times = Context(today=date(2026, 11, 22)), []
    for _run in range(30):
        started = time.perf_counter()
        assert resolve(schema, raw, context).is_valid
        times.append(time.perf_counter() - started)
    assert min(times) < MOST


def test_a_version_is_read_once(world, client, monkeypatch):
    page = world.form([factories.block("text", key="only_here", label="Un texte à elle")])
    read, parse = [], form_version.schema_from_json
    monkeypatch.setattr(
        form_version, "schema_from_json", lambda data: read.append(data) or parse(data)
    )
    for _visit in range(3):
        assert client.get(page.url).status_code == 200
    version = page.current_version()
    assert len([data for data in read if data == version.schema]) <= 1
