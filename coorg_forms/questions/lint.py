"""What an editor should look at before publishing. Nothing here refuses."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from coorg_forms.questions.check import Fault
from coorg_forms.questions.keys import fold
from coorg_forms.questions.paths import Paths
from coorg_forms.questions.schema import Marker, Question, Schema
from coorg_forms.questions.written import quoted

#: Labels that tell nothing, folded: “Question 1”, « Cliquez ici », “Field”…
_EMPTY_WORDS = re.compile(
    r"(question|champ|field|reponse|answer|texte?|titre|title|option|choix|choice|test|sans titre"
    r"|untitled|cliquez ici|cliquer ici|click here|ici|here|lien|link|xxx+|lorem ipsum.*)"
    r"[\s#nº°.:-]*\d*[\s.:?!]*"
)


def lint(schema: Schema, paths: Paths, *, has_steps: bool) -> list[Fault]:
    """What is odd about ``schema``; each ``Fault`` tells the place in ``schema.items``.

    Arguments:
        paths: ``simulate(schema)``.
        has_steps: each section is a page of its own.
    """
    return list(_lint(schema, paths, has_steps))


def _lint(schema: Schema, paths: Paths, has_steps: bool) -> Iterator[Fault]:
    first_with: dict[str, Question] = {}
    unreachable = {question.key for question in paths.unreachable}
    section_of = _sections(schema)
    for index, item in enumerate(schema.items):
        if isinstance(item, Marker):
            continue
        for message in _label(item.label):
            yield Fault(index, "label", message)
        same = first_with.setdefault(fold(item.label).strip(" :?"), item)
        if same is not item:
            yield Fault(index, "label", _("Another question has the same words: say what differs."))
        for message in _options(item):
            yield Fault(index, "options", message)
        if item.key in unreachable:
            yield Fault(index, "show_if", _("No answer ever shows this question: see its tests."))
        if has_steps:
            yield from _same_step(index, item, schema, section_of)


def _label(label: str) -> Iterator[str]:
    """What is wrong with the words of a question or of an answer."""
    if _EMPTY_WORDS.fullmatch(fold(label).strip()):
        yield _("These words do not say what is asked: a screen reader may read them alone.")
    letters = [c for c in label if c.isalpha()]
    if len(letters) > 6 and label == label.upper():
        yield _("Capitals are hard to read, and some screen readers spell them: use small letters.")


def _options(question: Question) -> Iterator[str]:
    told: set[str] = set()
    for option in question.options:
        for message in _label(option.label):
            yield f"{quoted(option.label)}: {message}"
        if fold(option.label) in told:
            yield _("Two answers have the same words: %(answer)s.") % {
                "answer": quoted(option.label)
            }
        told.add(fold(option.label))


def _sections(schema: Schema) -> dict[str, int]:
    """Key of a question → number of its section."""
    return {
        item.key: number
        for number, section in enumerate(schema.sections)
        for item in section.items
        if isinstance(item, Question)
    }


def _same_step(index, question: Question, schema: Schema, section_of) -> Iterator[Fault]:
    parents = {test.question for test in question.show_if.tests} if question.show_if else set()
    for key in sorted(parents):
        if section_of.get(key) == section_of[question.key]:
            yield Fault(
                index,
                "show_if",
                _(
                    "It depends on %(question)s, which is on the same page: without scripts it "
                    "shows to all. Consider the next section."
                )
                % {"question": quoted(schema.by_key[key].label)},
            )
