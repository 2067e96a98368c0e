"""Files on the public form: kept when something else is wrong, removable, never taken unasked."""

import pytest
from django.core.files.storage import InMemoryStorage

from coorg_forms.models import Attachment, Draft, SupportRequest
from coorg_forms.public.uploads import BoundedUploadHandler
from tests import factories, files
from tests.factories import block
from tests.files import upload
from tests.public.walker import Walker

QUESTIONS = [
    block("section", title="Un"),
    block("text", key="org", label="Nom"),
    block("file", key="plans", label="Plans", required=False, max_files=2, max_mb=1),
    block("section", title="Deux"),
    block("text", key="need", label="Besoin"),
]
FIELD = "form-file-plans"


@pytest.fixture(autouse=True)
def storage(monkeypatch):
    kept = InMemoryStorage()
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", kept)
    return kept


@pytest.fixture(params=["page", "steps"])
def walker(world, request):
    return Walker(world.form(QUESTIONS, layout=request.param, has_review=True))


def listed(screen) -> list[str]:
    return [name.get_text() for name in screen.soup.select(".coorg-file-name")]


def test_the_form_says_what_it_takes_before_anything_is_chosen(walker):
    screen = walker.open()
    control = screen.soup.select_one("input[type=file]")

    assert screen.soup.select_one("#request-form")["enctype"] == "multipart/form-data"
    assert "Jusqu’à 2 fichiers (PDF, DOCX, ODT, JPG, PNG), au plus 1 Mo" in screen.text
    assert control["accept"] == ".pdf,.docx,.odt,.jpg,.png" and control["name"] == FIELD


def test_a_file_is_kept_when_another_field_is_wrong(walker):
    walker.open()
    screen = walker.press(files={FIELD: upload("plan.pdf")})
    assert screen.status == 422 and "id_org" in screen.summary
    assert listed(screen) == ["plan.pdf"]
    walker.press(answers={"org": "A", "need": "B"})
    if walker.query != "step=review":
        walker.press(answers={"need": "B"})
    assert "plan.pdf" in walker.screen.text
    walker.press()

    (kept,) = SupportRequest.objects.get().files.all()
    assert kept.name == "plan.pdf" and kept.draft_id is None


def test_a_wrong_file_is_told_and_the_right_one_beside_it_kept(walker):
    walker.open()
    both = [upload("plan.pdf"), upload("virus.pdf", files.PROGRAM)]
    screen = walker.press(answers={"org": "A", "need": "B"}, files={FIELD: both})

    assert list(screen.summary) == ["id_plans"] and "virus.pdf" in screen.summary["id_plans"]
    assert listed(screen) == ["plan.pdf"] and screen.typed["org"] == ["A"]


def test_more_files_can_be_added_and_taken_out_without_judging_the_rest(walker):
    walker.open()
    walker.press("form-upload", files={FIELD: upload("a.pdf")})
    screen = walker.press("form-upload", files={FIELD: upload("b.pdf")})
    assert listed(screen) == ["a.pdf", "b.pdf"] and not screen.summary
    assert not screen.soup.select("input[type=file]")  # full
    button = screen.soup.select_one("[name^=form-unfile-]")["name"]
    screen = walker.press(button, {"org": "Gardé"})

    assert listed(screen) == ["b.pdf"] and screen.typed["org"] == ["Gardé"]
    assert Attachment.objects.count() == 1


def test_undeclared_file_parts_are_ignored(walker):
    walker.open()
    parts = {"plans": upload("a.pdf"), "form-file-org": upload("b.pdf"), "x": upload("c.pdf")}
    walker.press(answers={"org": "A", "need": "B"}, files=parts)

    assert not Attachment.objects.exists()


def test_a_file_cannot_be_claimed_by_its_identifier(walker, world):
    other = Walker(world.form(QUESTIONS))
    other.open()
    other.press("form-upload", files={FIELD: upload("secret.pdf")})
    theirs = Attachment.objects.get()
    walker.open()
    screen = walker.press(answers={"org": "A", "plans": theirs.as_answer()["id"]})

    assert "secret.pdf" not in screen.text
    walker.press(f"form-unfile-{theirs.public_id}", to=walker.url)
    assert Attachment.objects.filter(pk=theirs.pk).exists()


def test_a_file_survives_a_change_of_language(world):
    form = world.form(QUESTIONS)
    factories.translate(form, {"Plans": "Drawings"})
    walker = Walker(form)
    walker.open()
    walker.press("form-upload", files={FIELD: upload("plan.pdf")})
    switch = walker.screen.soup.select_one("[name=form-switch]")["formaction"]
    screen = walker.press("form-switch", {"org": "A"}, to=switch)

    assert "Drawings" in screen.text and listed(screen) == ["plan.pdf"]
    walker.press(answers={"need": "B"})
    assert SupportRequest.objects.get().files.count() == 1


def test_a_disk_that_is_full_loses_no_word(walker, storage, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "save", fail)
    walker.open()
    screen = walker.press(answers={"org": "A"}, files={FIELD: upload("plan.pdf")})

    assert "plan.pdf" in screen.summary["id_plans"] and screen.typed["org"] == ["A"]
    monkeypatch.undo()


def test_a_file_beyond_all_bounds_never_reaches_the_disk(walker, settings, tmp_path):
    settings.COORG_FORMS_LARGEST_UPLOAD = 200_000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    walker.open()
    huge = upload("film.pdf", files.PDF + b"x" * 3_000_000)
    screen = walker.press(answers={"org": "A"}, files={FIELD: huge})

    assert "film.pdf" in screen.summary["id_plans"] and "trop lourd" in screen.text
    assert screen.typed["org"] == ["A"]
    assert not Attachment.objects.exists() and not list(tmp_path.iterdir())


def test_the_bound_is_for_forms_only(rf, settings):
    settings.COORG_FORMS_LARGEST_UPLOAD = 10
    handler = BoundedUploadHandler(rf.post("/"))
    handler.new_file("document", "a.pdf", "application/pdf", 0, None, None)

    assert handler.receive_data_chunk(b"x" * 100, 0) == b"x" * 100


def test_files_of_a_draft_go_with_it(walker, storage, django_capture_on_commit_callbacks):
    walker.open()
    walker.press("form-upload", files={FIELD: upload("plan.pdf")})
    name = Attachment.objects.get().file.name
    walker.press("form-save")
    with django_capture_on_commit_callbacks(execute=True):
        walker.press("form-erase")

    assert not Draft.objects.exists() and not storage.exists(name)


def test_sending_again_with_other_words_is_another_request(world):
    walker = Walker(world.form(QUESTIONS))
    walker.open()
    walker.press("form-upload", files={FIELD: upload("plan.pdf")})
    before = walker.screen
    walker.press(answers={"org": "A", "need": "B"})
    walker.screen = before
    walker.press(answers={"org": "A", "need": "B"})
    assert SupportRequest.objects.count() == 1
    walker.screen = before
    screen = walker.press(answers={"org": "Autre", "need": "B"})
    assert "ne sont plus conservés" in screen.text and screen.typed["org"] == ["Autre"]
    walker.press()

    assert SupportRequest.objects.count() == 2


@pytest.mark.parametrize("public_id", ["-" * 36, "x", "00000000-0000-0000-0000-000000000000"])
def test_forged_identifiers_of_files_do_nothing(walker, public_id):
    walker.open()
    screen = walker.press(f"form-unfile-{public_id}", {"org": "Gardé"})

    assert screen.status in (200, 422) and "Gardé" in str(Draft.objects.values_list("raw")) + str(
        screen.typed
    )
