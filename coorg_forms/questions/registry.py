"""Which question types exist. A host project registers its own in its ``AppConfig.ready``."""

from coorg_forms.questions.question_type import QuestionType, UnknownType

_types: dict[str, QuestionType] = {}


def register(cls: type[QuestionType]) -> type[QuestionType]:
    """Add a question type; usable as a class decorator.

    Raises:
        ValueError: another class already has this name.
    """
    known = _types.get(cls.name)
    if known is not None and type(known) is not cls:
        raise ValueError(f"the question type {cls.name!r} is registered twice")
    _types[cls.name] = cls()
    return cls


def get(name: str) -> QuestionType:
    """The type called ``name``, or one that shows raw values when it is not registered."""
    return _types.get(name) or UnknownType()


def all_types() -> tuple[QuestionType, ...]:
    """Every registered type, in the order of the builder's picker."""
    return tuple(sorted(_types.values(), key=lambda kind: kind.order))


def names() -> frozenset[str]:
    return frozenset(_types)
