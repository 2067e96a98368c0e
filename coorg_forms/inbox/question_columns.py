"""A column for each question that the forms ever asked, and the answers in words below it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from coorg_forms.inbox.answers import are_items, in_words_of
from coorg_forms.inbox.vocabulary import content_language
from coorg_forms.models import FormVersion, SupportRequest
from coorg_forms.questions.answers import display
from coorg_forms.questions.schema import Question, Schema

#: Between several answers in one cell.
BETWEEN = " ; "


class QuestionColumns:
    """The questions of forms over all their versions and languages.

    A question is its key in its form. Its heading is its newest label in the reader's language,
    and the key; forms that ask the same under the same key share a column.

    Arguments:
        forms: keys of forms.
        personal: whether questions that were ever personal have columns.
    """

    def __init__(self, forms: Iterable, *, personal: bool):
        self._schemas: dict[int, Schema] = {}
        """Key of a version → its questions."""
        self._words: dict[tuple, Question] = {}
        """(form, key) → the question in the words of the reader."""
        self._worded: dict[tuple, Question] = {}
        hidden = set()
        for version in _versions(forms):
            self._schemas[version.pk] = version.parsed
            for question in version.parsed.questions:
                self._learn((version.form_key, question.key), question)
                if question.personal and not personal:
                    hidden.add((version.form_key, question.key))
        self._place(hidden)

    def _learn(self, name: tuple, question: Question) -> None:
        """The newest words count; older versions add the options that it has no more."""
        newest = self._words.setdefault(name, question)
        gone = [one for one in question.options if one.key not in newest.option_labels]
        if gone:
            self._words[name] = replace(newest, options=(*newest.options, *gone))

    def _place(self, hidden: set) -> None:
        places: dict[str, int] = {}
        self._places: dict[tuple, int] = {}
        for name, question in self._words.items():
            if name not in hidden:
                heading = f"{question.label} ({question.key})"
                self._places[name] = places.setdefault(heading, len(places))
        self.headings = list(places)

    def cells(self, request: SupportRequest, answers: Mapping) -> list[str]:
        """What was answered, under each heading."""
        cells = [""] * len(self.headings)
        for key, value in answers.items():
            place = self._places.get((request.form_key, key))
            if place is not None:
                cells[place] = _in_words(self._question(request, key), value)
        return cells

    def _question(self, request: SupportRequest, key: str) -> Question:
        """The question as the request answered it, in the words of the reader."""
        name = (request.form_version_id, key)
        if name not in self._worded:
            words = self._words[(request.form_key, key)]
            asked = self._schemas[request.form_version_id].by_key.get(key, words)
            self._worded[name] = in_words_of(asked, words)
        return self._worded[name]


def _in_words(question: Question, value) -> str:
    lines = display(question, value)
    return (BETWEEN if are_items(question, lines) else "\n").join(lines)


def _versions(forms: Iterable) -> Iterator[FormVersion]:
    """The newest in the reader's language first, then the older, then the other languages."""
    versions = FormVersion.objects.filter(form_key__in=forms).defer("texts")
    mine = content_language()
    newest_first = versions.order_by("form_key", "-number", "-pk")
    yield from newest_first.filter(language=mine)
    yield from newest_first.exclude(language=mine)
