"""What the columns of a request and of its contact hold of the answers."""

from collections.abc import Iterable, Mapping
from datetime import date

from coorg_forms.models import Audience, Theme
from coorg_forms.models.written_keys import as_text
from coorg_forms.operations import words
from coorg_forms.operations.routing import selected
from coorg_forms.questions.likeness import fold_for_search
from coorg_forms.questions.schema import Schema


def split(schema: Schema, clean: Mapping) -> tuple[dict, dict]:
    """Personal answers, and the others."""
    personal = {key: value for key, value in clean.items() if key in schema.personal_keys}
    return personal, {key: value for key, value in clean.items() if key not in personal}


def of_request(schema: Schema, answers: Mapping, reference: str) -> dict[str, object]:
    """Columns of the request.

    Arguments:
        answers: question key → answer that is not personal.
    """
    return {
        "answers": answers,
        "excerpt": _excerpt(schema, answers),
        "search_text": words.of_answers(schema, answers, reference),
        **_role_columns(schema, answers),
    }


def of_contact(schema: Schema, personal: Mapping) -> dict[str, object]:
    """Columns of the contact.

    Arguments:
        personal: question key → personal answer.
    """
    name = personal.get(_key(schema, "name")) or {}
    phone = personal.get(_key(schema, "phone")) or {}
    return {
        "name": " ".join(filter(None, (name.get("given", ""), name.get("family", "")))),
        "given_name": name.get("given", ""),
        "email": personal.get(_key(schema, "email")) or "",
        "phone": phone.get("number", ""),
        "extension": phone.get("extension", ""),
        "answers": dict(personal),
    }


def audience(schema: Schema, clean: Mapping) -> Audience | None:
    codes = selected(schema, clean, "audience")
    return Audience.objects.canonical().filter(code__in=codes).first() if codes else None


def themes(schema: Schema, clean: Mapping) -> list[Theme]:
    codes = selected(schema, clean, "theme")
    return list(Theme.objects.canonical().filter(code__in=codes)) if codes else []


def keys(themes: Iterable[Theme]) -> str:
    """The themes as the row of a request names them."""
    return as_text(theme.pk for theme in themes)


def _role_columns(schema: Schema, answers: Mapping) -> dict[str, object]:
    columns = {}
    for role in ("organization", "place", "summary", "known_organizer"):
        said = answers.get(_key(schema, role))
        columns[role] = said[:255] if isinstance(said, str) else ""
    for name in ("organization", "place"):
        columns[f"{name}_key"] = fold_for_search(columns[name])[:255]
    day = answers.get(_key(schema, "deadline"))
    columns["deadline"] = date.fromisoformat(day) if isinstance(day, str) else None
    return columns


def _excerpt(schema: Schema, answers: Mapping) -> str:
    """The beginning of the first long text."""
    for question in schema.questions:
        said = answers.get(question.key)
        if question.type == "long_text" and isinstance(said, str):
            return " ".join(said.split())[:200]
    return ""


def _key(schema: Schema, role: str) -> str:
    question = schema.by_role.get(role)
    return question.key if question else ""
