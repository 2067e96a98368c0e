"""Nothing outside ``operations`` writes a request, its contact, its history or its messages."""

import ast
from pathlib import Path

import pytest

import coorg_forms

ROOT = Path(coorg_forms.__file__).parent
KEPT = {
    *("SupportRequest", "Contact", "RequestEvent", "Message"),
    *("Evaluation", "EvaluationScore"),
    *("Decision", "RefusalReview"),
}
WRITES = {
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "save",
    "set",
    "add",
    "remove",
    "clear",
    "raw",
}
#: Names under which a request or what belongs to it goes about in this code.
OBJECTS = {"support_request", "stored", "contact", "event"}
RELATIONS = {
    *("events", "messages", "decisions", "contact", "requests", "assigned_requests"),
    *("evaluations", "request_evaluations", "scores"),
}


def names(node) -> tuple[str, set[str]]:
    """First name and attributes of an expression: ``A.objects.all()`` gives A, {objects, all}."""
    found = set()
    while True:
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return (node.id if isinstance(node, ast.Name) else ""), found


def writes(tree, kept, objects, relations) -> list[int]:
    """Lines that write one of the models ``kept``."""
    lines = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in kept:
            lines.append(node.lineno)
        if isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            root, attributes = names(node.func.value)
            if root in kept | objects or attributes & (kept | relations):
                lines.append(node.lineno)
    return lines


def modules(*but):
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT).parts[0]
        if room not in (*but, "migrations"):
            yield path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("name", list(modules("operations")))
def test_only_operations_write_requests(name):
    tree = ast.parse((ROOT / name).read_text("utf-8"))

    assert writes(tree, KEPT, OBJECTS, RELATIONS) == []


@pytest.mark.parametrize("name", list(modules("delivery")))
def test_only_delivery_writes_the_outbox(name):
    tree = ast.parse((ROOT / name).read_text("utf-8"))

    assert writes(tree, {"OutboxMessage"}, set(), {"outbox"}) == []


@pytest.mark.parametrize(
    "code",
    [
        "SupportRequest.objects.filter(pk=1).update(state='closed')",
        "SupportRequest(reference='x').save()",
        "models.SupportRequest.objects.create()",
        "support_request.save()",
        "support_request.events.create(action='x')",
        "page.requests.all().delete()",
        "Contact.objects.get_or_create(request=1)",
    ],
)
def test_the_scan_sees_writes(code):
    assert writes(ast.parse(code), KEPT, OBJECTS, RELATIONS)


def test_no_http_request_in_operations():
    for path in (ROOT / "operations").glob("*.py"):
        source = path.read_text("utf-8")
        assert "django.http" not in source and "HttpRequest" not in source


def test_operations_have_their_can():
    from coorg_forms import operations

    acting = {"assign", "move", "note", "quarantine", "release", "route", "take", "unassign"}
    acting |= {"undo", "evaluate", "submit_evaluation", "reopen_evaluation", "write_joint_note"}
    acting |= {"declare_conflict", "withdraw_conflict", "choose_band"}
    acting |= {"decide", "ask_review", "give_review", "answer_review", "enter"}
    for verb in acting | {"retry_delivery"}:
        assert callable(getattr(operations, f"can_{verb}"))
        assert verb in operations.__all__
