"""What keeps a form from being published: a list of faults, each on the block that it is about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coorg_forms.questions import registry
from coorg_forms.questions.conditions import OPERATORS
from coorg_forms.questions.freeze import PARTS, answer_keys, written_items, written_options
from coorg_forms.questions.roles import PERSONAL


@dataclass(frozen=True)
class Fault:
    index: int
    """Position of the block in the stream."""
    child: str
    """Name of the field of the block, ``options`` for the list of answers."""
    message: str


@dataclass(frozen=True)
class Published:
    """How a question stood when it was published: what may no longer change."""

    key: str
    type: str
    option_keys: Mapping[str, str]
    """List item id → key of the option, of the line or of the column."""
    label: str = ""


def check(
    stream: Iterable, published: Mapping[str, Published], site_options: Mapping[str, set[str]]
) -> list[Fault]:
    """The faults of a form that is about to be published.

    Arguments:
        stream: stream children (``block_type``, ``id``, ``value``).
        published: block id → how the question was last published.
        site_options: name of a list that the site keeps → its option keys.
    """
    return list(_Checker(published, site_options).run(stream))


class _Checker:
    def __init__(self, published, site_options):
        self.published, self.site_options = published, site_options
        self.retired = {past.key: past for past in published.values()}
        self.seen: dict[str, set[str] | None] = {}
        self.all_keys: set[str] = set()
        self.labels: dict[str, str] = {}
        self.roles: set[str] = set()

    def run(self, stream) -> Iterator[Fault]:
        stream = list(stream)
        values = [child.value for child in stream if hasattr(child.value, "get")]
        self.all_keys = {value.get("key") for value in values}
        self.labels = {value.get("key"): value.get("label") for value in values}
        questions = [
            (index, child)
            for index, child in enumerate(stream)
            if child.block_type in registry.names()
        ]
        if not questions:
            yield Fault(-1, "", _("Add at least one question before publishing."))
        for index, child in enumerate(stream):
            if child.block_type == "unknown":
                yield Fault(index, "content", _("This type of question is not installed."))
        for index, child in questions:
            for field, message in self._question(child):
                yield Fault(index, field, message)

    def _question(self, child):
        kind, value = registry.get(child.block_type), child.value
        yield from self._key(child, value)
        yield from self._role(value)
        if not value.get("label"):
            yield "label", _("Write the question.")
        if is_personal(value) and not value.get("why"):
            yield "why", _("Say why this personal information is asked: the law requires it.")
        options = self._option_keys(kind, value)
        yield from self._options(child, kind, options)
        yield from self._parts(child, kind)
        yield from self._conditions(value, "show_if")
        yield from self._conditions(value, "required_if")
        if key := value.get("key"):
            self.seen[key] = set(options) if kind.is_choice else None

    def _key(self, child, value):
        key, past = value.get("key"), self.published.get(str(child.id))
        if key and key in self.seen:
            yield "key", _("Another question already has the key “%(key)s”.") % {"key": key}
        if past and key and key != past.key:
            yield (
                "key",
                _("This question was published with the key “%(key)s”: put it back.")
                % {"key": past.key},
            )
        former = self.retired.get(key)
        if former and former.type != child.block_type:
            yield (
                "key",
                _("A published question of another type had the key “%(key)s”: choose another.")
                % {"key": key},
            )

    def _role(self, value):
        role = value.get("role")
        if role and role in self.roles:
            yield "role", _("Another question already has this use: only one may.")
        self.roles.add(role)

    def _option_keys(self, kind, value) -> list[str]:
        keys = [option["key"] for option in written_options(value) if option["key"]]
        if hasattr(kind, "fixed_options"):
            keys += [option.key for option in kind.fixed_options(value)]
        return keys + sorted(self.site_options.get(kind.options_from, ()))

    def _options(self, child, kind, keys):
        written = list(written_options(child.value))
        offered = len(written) + len(self.site_options.get(kind.options_from, ()))
        if kind.has_options and kind.can_be_required and offered < 2:
            yield "options", _("Write at least two answers.")
        if any(not option["label"] for option in written):
            yield "options", _("Every answer needs its words.")
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield "options", _("Two answers have the key “%(key)s”.") % {"key": key}
        if sum(bool(option["free_text"]) for option in written) > 1:
            yield "options", _("Only one answer can ask to specify.")
        for option, known in self._rekeyed(child, written):
            yield (
                "options",
                _("The answer “%(label)s” was published with the key “%(key)s”: put it back.")
                % {"label": option["label"], "key": known},
            )

    def _parts(self, child, kind):
        """The lines of a grid, the columns of a repeating set."""
        for name in PARTS:
            if name not in child.value:
                continue
            parts = list(written_items(child.value, name))
            if not parts:
                yield name, _("Write at least one.")
            if any(not part["label"] for part in parts):
                yield name, _("Every line needs its words.")
            keys = [part["key"] for part in parts if part["key"]]
            for key in sorted({key for key in keys if keys.count(key) > 1}):
                yield name, _("Two lines have the key “%(key)s”.") % {"key": key}
            for part, known in self._rekeyed(child, parts):
                yield (
                    name,
                    _("“%(label)s” was published with the key “%(key)s”: put it back.")
                    % {"label": part["label"], "key": known},
                )

    def _rekeyed(self, child, items):
        """The items that were published under another key, each with that key."""
        past = self.published.get(str(child.id))
        for item in items if past else ():
            known = past.option_keys.get(item["id"])
            if known and item["key"] and item["key"] != known:
                yield item, known

    def _conditions(self, value, field):
        for test in value.get(field) or ():
            if message := self._condition(test, value.get("key")):
                yield field, message

    def _condition(self, test, own_key) -> str:
        about, operator = test.get("question"), OPERATORS.get(test.get("op"))
        params = {"key": self._called(about)}
        if about not in self.seen:
            if about == own_key:
                return _("A condition cannot be about its own question.")
            if about in self.all_keys:
                return _("The question “%(key)s” comes later: move it above.") % params
            if about in self.retired:
                return (
                    _(
                        "It depends on “%(key)s”, which is no longer in the form: "
                        "take the condition out, or put the question back."
                    )
                    % params
                )
            return _("No question has the key “%(key)s”.") % params
        options = self.seen[about]
        if options is None:
            return _("The question “%(key)s” is not a choice: no condition on it.") % params
        answers = answer_keys(test)
        if operator and operator.takes_value and not answers:
            return _("Say which answers of “%(key)s” are meant.") % params
        unknown = [key for key in answers if key not in options]
        if unknown and operator and operator.takes_value:
            named = {**params, "answer": unknown[0]}
            return _("“%(key)s” has no answer with the key “%(answer)s”.") % named
        return ""

    def _called(self, key: str) -> str:
        """The words of a question that editors know by them, rather than by its key."""
        past = self.retired.get(key)
        return self.labels.get(key) or (past and past.label) or key


def is_personal(value: Mapping) -> bool:
    """Whether a question block asks something about a person."""
    return bool(value.get("personal")) or value.get("role") in PERSONAL
