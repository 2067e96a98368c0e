"""Changes, ways and counts in plain sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.questions import registry
from coorg_forms.questions.changes import Change
from coorg_forms.questions.paths import Fork, Way
from coorg_forms.questions.schema import Question, Schema
from coorg_forms.questions.sentences import answer_label, listed, tell
from coorg_forms.questions.written import quoted

KINDS = {
    "added": gettext_lazy("New question"),
    "added_required": gettext_lazy("New required question"),
    "removed": gettext_lazy("Removed"),
    "retyped": gettext_lazy("Other type"),
    "renamed": gettext_lazy("Other words"),
    "moved": gettext_lazy("Moved"),
    "options_added": gettext_lazy("New answers"),
    "options_removed": gettext_lazy("Answers removed"),
    "newly_required": gettext_lazy("Becomes required"),
    "now_optional": gettext_lazy("Becomes optional"),
    "condition": gettext_lazy("Other conditions"),
}


def detail(change: Change, before: Schema, after: Schema) -> str:
    """What exactly changes."""
    if change.kind == "renamed":
        return _("It was %(before)s.") % {"before": quoted(change.before.label)}
    if change.kind == "retyped":
        return _("It was of the type “%(before)s”.") % {
            "before": registry.get(change.before.type).label
        }
    if change.kind in ("options_added", "options_removed"):
        return ", ".join(quoted(label) for label in change.labels)
    if change.kind == "condition":
        return _shown(change, before, after)
    return ""


def _shown(change: Change, before: Schema, after: Schema) -> str:
    was, now = change.before.show_if, change.question.show_if
    if was == now:
        return _("What makes it required changes.")
    if now is None:
        return _("It now shows to everybody.")
    sentence = _("It now shows if %(tests)s.") % {"tests": tell(now, after)}
    if was is None:
        return sentence
    return sentence + " " + _("Before: if %(tests)s.") % {"tests": tell(was, before)}


def way_answers(way: Way, fork: Fork, schema: Schema) -> list[str]:
    """The answers that open a way."""
    return [
        _("%(question)s: %(answers)s")
        % {
            "question": quoted(schema.by_key[key].label),
            "answers": _answers(schema.by_key[key], fork.alike(key, chosen)),
        }
        for key, chosen in way.answers.items()
    ]


def _answers(question: Question, chosen: tuple[str, ...]) -> str:
    labels = tuple(answer_label(question, key) for key in chosen)
    if not labels:
        return _("no answer")
    if getattr(registry.get(question.type), "multiple", False):
        return _("%(answers)s, for example") % {"answers": ", ".join(map(quoted, labels))}
    return listed(labels)


def way_shown(way: Way, fork: Fork) -> list[str]:
    """The questions that a way shows."""
    return [question.label for question in fork.questions if question.key in way.shown]
