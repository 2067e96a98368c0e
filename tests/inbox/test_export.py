"""A file of what the list shows: in reach, in words, harmless in a spreadsheet, never untold."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from coorg_forms import operations
from coorg_forms.inbox import spreadsheets
from coorg_forms.inbox.spreadsheets import safe
from coorg_forms.models import AccessRecord, ExportRecord, SupportRequest
from tests import factories

LIST = "/admin/requests/"
FIXED = 22
PERSONAL = ("Prénom et nom (contact_name)", "Courriel (email)", "Téléphone (phone)")


@pytest.fixture
def manager(world, sign_in):
    return sign_in(world.manager)


def ask(client, url=LIST, **fields):
    data = {"format": "csv", "reason": "Bilan annuel", "next": url, **fields}
    response = client.post(reverse("coorg_requests:export"), data)
    response.file = response.getvalue() if response.streaming else b""
    return response


def read(response, separator=",") -> list[list[str]]:
    content = response.file
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), ""), delimiter=separator))


def rows(response, **kwargs) -> list[dict]:
    headings, *lines = read(response, **kwargs)
    assert len(set(headings)) == len(headings)
    return [dict(zip(headings, line, strict=True)) for line in lines]


def book(response) -> list[list]:
    sheet = load_workbook(io.BytesIO(response.file)).active
    return [list(line) for line in sheet.iter_rows()]


def test_a_row_for_each_request_in_words(world, manager):
    request = factories.submit(world.page, factories.answers(known={"unsure": True}))
    response = ask(manager)
    [row] = rows(response)
    assert row["Reference"] == request.reference
    assert row["State"] == "Received" and row["Channel"] == "Web" and row["Language"] == "Français"
    assert row["Territory"] == "Gatineau (English)"
    assert row["Organization"] == row["Nom du groupe (org_name)"] == "École Saint-Jérôme"
    assert row["Date (deadline)"] == "May\u00a01, 2031"
    assert row["Territoire (territory)"] == "Gatineau"
    assert row["Description (description)"].split("\n")[1] == "Et un cabanon."
    datetime.strptime(row["Received"], "%Y-%m-%d %H:%M")
    assert "attachment" in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith('.csv"')


def test_view_filters_search_and_order_apply(world, manager):
    first = factories.submit(world.page)
    second = factories.submit(world.page)
    factories.submit(world.page, factories.answers(title="Autre", description="Rien"))
    moved = operations.move(user=world.manager, request=first, move="review", version=1)
    found = rows(ask(manager, f"{LIST}?q=jardin&ordering=-received"))
    assert [row["Reference"] for row in found] == [second.reference, first.reference]
    [row] = rows(ask(manager, f"{LIST}view/triage/?state=review&q=jardin"))
    assert (row["Reference"], row["State"]) == (moved.reference, "Under review")
    assert ExportRecord.objects.latest("pk").filters == "To triage · State: Under review · “jardin”"


def test_only_what_is_in_reach(world, sign_in):
    own = factories.submit(world.page)
    factories.submit(world.page, factories.answers(territory=["pontiac"]))
    organizer = world.person("organizer")
    organizer.user_permissions.add(Permission.objects.get(codename="export_supportrequest"))
    assert [row["Reference"] for row in rows(ask(sign_in(organizer)))] == [own.reference]


def test_personal_answers_only_when_asked_for_and_allowed(world, manager, sign_in):
    factories.submit(world.page)
    [without], [with_them] = rows(ask(manager)), rows(ask(manager, personal="on"))
    assert not set(PERSONAL) & set(without)
    assert "eloise" not in str(without).lower()
    assert with_them["Courriel (email)"] == "eloise@example.org"
    assert with_them["Prénom et nom (contact_name)"] == "Éloïse Nguyen-O’Connor"
    assert list(ExportRecord.objects.values_list("personal", flat=True)) == [True, False]
    auditor = world.person("auditor")
    auditor.user_permissions.add(Permission.objects.get(codename="export_supportrequest"))
    client = sign_in(auditor)
    assert "personal" not in client.get(reverse("coorg_requests:export")).context["form"].fields
    assert not set(PERSONAL) & set(rows(ask(client, personal="on"))[0])
    with pytest.raises(operations.Forbidden):
        operations.export(
            user=auditor, write=lambda: 0, format="csv", reason="x", filters="", personal=True
        )


def test_every_question_ever_asked_under_its_newest_words(world, manager):
    def questions(label, *options, extra=()):
        kinds = factories.block("checkboxes", label=label, key="kinds", options=options)
        text = factories.block("text", label="Texte", key="title", role="summary")
        return [text, kinds, *extra]

    more = [factories.block("text", label="Texte", key="other", required=False)]
    old = (("a", "Ancien A"), ("gone", "Retiré"))
    page = world.form(questions("Sortes?", *old, extra=more))
    factories.submit(page, {"title": "Un", "kinds": ["a", "gone"], "other": "deux"})
    page.questions = factories.stream_of(questions("Quelles sortes?", ("a", "Nouveau A")))
    page.save_revision().publish()
    headings, line = read(ask(manager))
    answers = dict(zip(headings[FIXED:], line[FIXED:], strict=True))
    assert answers == {
        "Texte (title)": "Un",
        "Quelles sortes? (kinds)": "Nouveau A ; Retiré",
        "Texte (other)": "deux",
    }


def test_forms_that_ask_otherwise_do_not_share_a_column(world, manager):
    for label in ("Sujet", "Objet", "Sujet"):
        text = factories.block("text", label=label, key="title", role="summary")
        factories.submit(world.form([text]), {"title": f"De {label}"})
    headings, *lines = read(ask(manager))
    assert sorted(headings[FIXED:]) == ["Objet (title)", "Sujet (title)"]
    assert sorted("".join(line[FIXED:]) for line in lines) == ["De Objet", "De Sujet", "De Sujet"]


def test_in_french_with_the_separator_of_french_systems(world, sign_in):
    factories.submit(world.page)
    [row] = rows(ask(sign_in(world.manager, "fr")), separator=";")
    assert row["État"] == "Reçue" and row["Date (deadline)"] == "1er\u00a0mai\u00a02031"


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "＝1", "\x00=1"]
)
def test_a_formula_is_disarmed(typed):
    assert safe(typed).startswith("'") and safe(typed)[1:] == typed.replace("\x00", "")


def test_what_is_no_formula_stays():
    assert safe("a=b – c\n-d") == "a=b – c\n-d"
    assert safe("a\x0bb\x9fc\ud800\uffff") == "abc"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_neither_cells_nor_headings_are_formulas(world, manager, format):
    questions = [
        factories.block("text", label="=HYPERLINK(1)", key="title", role="summary"),
        factories.block("long_text", label="Détails", key="details"),
    ]
    request = factories.submit(world.form(questions), {"title": "=1+1", "details": "Détails"})
    type(request).objects.filter(pk=request.pk).update(
        answers={"title": "@SUM(A1)", "details": "Bon\x0bjour\x01 à vous"}
    )
    response = ask(manager, format=format)
    if format == "csv":
        headings, line = read(response)
    else:
        cells = book(response)
        assert "f" not in {cell.data_type for row in cells for cell in row}
        headings, line = ([cell.value for cell in row] for row in cells)
        assert isinstance(line[1], datetime)
    assert headings[FIXED:] == ["'=HYPERLINK(1) (title)", "Détails (details)"]
    assert line[FIXED:] == ["'@SUM(A1)", "Bonjour à vous"]
    assert line[11] == "'=1+1"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_empty_list_gives_headings_only(manager, format):
    response = ask(manager, format=format)
    lines = read(response) if format == "csv" else book(response)
    assert len(lines) == 1 and len(lines[0]) == FIXED
    assert ExportRecord.objects.get().count == 0


def test_no_query_for_each_row(world, manager):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            ask(manager, personal="on")
        return len(asked)

    for _number in range(3):
        factories.submit(world.page)
    queries()
    few = queries()
    for _number in range(27):
        factories.submit(world.page)
    queries()  # the first time of the day also writes who exported which
    assert queries() == few
    assert list(ExportRecord.objects.values_list("count", flat=True)) == [30, 30, 3, 3]


@pytest.mark.parametrize("fields", [{"reason": " "}, {"format": "pdf"}, {"reason": "a" * 501}])
def test_refused_and_asked_again(manager, fields):
    response = ask(manager, **fields)
    assert response.status_code == 422
    assert LIST in response.content.decode()
    assert not ExportRecord.objects.exists()


def test_more_rows_than_a_sheet_holds(world, manager, monkeypatch):
    small = spreadsheets.Format("xlsx", "x", spreadsheets._write_xlsx, most=1)
    monkeypatch.setitem(spreadsheets.FORMATS, "xlsx", small)
    for _number in range(2):
        factories.submit(world.page)
    response = ask(manager, format="xlsx")
    assert response.status_code == 422 and "1 requests at most" in response.content.decode()


def test_a_file_that_fails_leaves_no_record(world, manager):
    def fail():
        raise OSError

    with pytest.raises(OSError):
        operations.export(
            user=world.manager, write=fail, format="csv", reason="x", filters="", personal=False
        )
    assert not ExportRecord.objects.exists()


def test_each_export_is_told_to_those_who_watch(world, manager, sign_in):
    factories.submit(world.page)
    ask(manager, f"{LIST}?state=received", format="xlsx", reason=" Bilan <annuel> ")
    record = ExportRecord.objects.get()
    assert (record.user, record.count, record.reason) == (world.manager, 1, "Bilan <annuel>")
    address = reverse("coorg_requests:exports")
    html = sign_in(world.person("privacy")).get(address).content.decode()
    assert "Bilan &lt;annuel&gt;" in html and "All open · State: Received" in html
    assert world.manager.get_full_name() in html and "XLSX" in html
    stranger = world.person("privacy", factories.team(world.elsewhere.establishment))
    assert "Nothing was exported yet" in sign_in(stranger).get(address).content.decode()


def test_a_record_is_for_ever(world, manager):
    ask(manager)
    record = ExportRecord.objects.get()
    for change in (record.save, record.delete, ExportRecord.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        ExportRecord.objects.update(reason="x")
    name = record.user_name
    world.manager.delete()
    kept = ExportRecord.objects.get()
    assert (kept.user, kept.user_name) == (None, name)


# In pieces ---------------------------------------------------------------------------------------


@pytest.fixture
def five(world, monkeypatch) -> list[str]:
    """Five requests, which leave by twos."""
    monkeypatch.setattr("coorg_forms.inbox.export.CHUNK", 2)
    return [factories.submit(world.page).reference for _number in range(5)]


def began(client, **fields):
    """The answer to an export, of which nothing was read."""
    data = {"format": "csv", "reason": "Bilan", "next": LIST, **fields}
    return client.post(reverse("coorg_requests:export"), data)


def hang_up(response):
    """What a server comes to when the browser is gone; the database of the test stays open."""
    response._iterator.close()


def exported() -> set[str]:
    rows = AccessRecord.objects.filter(kind="exported")
    return set(rows.values_list("request__reference", flat=True))


def test_it_leaves_in_pieces_each_once_it_is_recorded(manager, five):
    response = began(manager, token=str(uuid4()))
    record = ExportRecord.objects.get()  # before the first byte
    assert (record.count, exported()) == (5, set())
    pieces = iter(response.streaming_content)
    assert next(pieces).startswith(b"\xef\xbb\xbfReference,") and exported() == set()
    for number in (2, 4, 5):
        piece = next(pieces).decode()
        assert {one for one in five if one in piece} <= exported()
        assert len(exported()) == number
    assert next(pieces, None) is None


def test_what_left_before_it_broke_off_is_known(manager, five):
    token = str(uuid4())
    response = began(manager, token=token)
    pieces = iter(response.streaming_content)
    left = (next(pieces) + next(pieces)).decode()
    assert progress(manager, token) == {"written": 0, "ended": ""}
    hang_up(response)
    assert progress(manager, token) == {"written": 0, "ended": "broken"}
    assert ExportRecord.objects.get().count == 5
    assert exported() == {one for one in five if one in left} and len(exported()) == 2


def test_a_failure_on_the_way_is_no_end(manager, five, monkeypatch):
    token = str(uuid4())
    pieces = iter(began(manager, token=token).streaming_content)
    next(pieces), next(pieces)

    def fail(*_args):
        raise OSError

    monkeypatch.setattr("coorg_forms.inbox.export.Export._row", fail)
    with pytest.raises(OSError):
        next(pieces)
    assert progress(manager, token) == {"written": 2, "ended": "broken"}


def test_every_piece_is_in_the_language_of_who_asked(world, sign_in, five):
    response = began(sign_in(world.manager, "fr"))
    with translation.override("en"):  # that of the server, once the view is over
        text = response.getvalue().decode()
        assert translation.get_language() == "en"
    assert text.count(";Reçue;;") == 5 and "Received" not in text


def test_no_record_no_piece(world, manager, five, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError

    monkeypatch.setattr(ExportRecord, "save", fail)
    with pytest.raises(OSError):
        began(manager)
    with pytest.raises(operations.Forbidden):
        operations.begin_export(
            user=world.organizer, count=1, format="csv", reason="x", filters="", personal=False
        )
    assert exported() == set()


def test_what_goes_out_of_reach_on_the_way_does_not_leave(world, manager, five):
    pieces = iter(began(manager).streaming_content)
    next(pieces)
    elsewhere = world.elsewhere
    SupportRequest.objects.filter(reference=five[0]).update(
        establishment=elsewhere.establishment, territory=elsewhere.territory
    )
    text = b"".join(pieces).decode()
    assert [one for one in five if one in text] == five[1:]


@pytest.mark.django_db(transaction=True)
def test_somebody_may_write_while_a_file_leaves(world, sign_in, five):
    """A cursor held open from piece to piece would keep SQLite from recording the next."""
    pieces = iter(began(sign_in(world.manager)).streaming_content)
    next(pieces), next(pieces)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_rename_someone).result()
    assert len(list(pieces)) == 2 and len(exported()) == 5


def _rename_someone():
    SupportRequest.objects.update(place="Ailleurs")
    connections.close_all()


# How far it is -----------------------------------------------------------------------------------


def progress(client, token) -> dict:
    return client.get(reverse("coorg_requests:export_progress", args=[token])).json()


def test_whoever_waits_for_a_book_sees_how_far_it_is(world, manager, sign_in, monkeypatch):
    monkeypatch.setattr("coorg_forms.inbox.export.CHUNK", 2)
    for _number in range(5):
        factories.submit(world.page)
    token, seen = str(uuid4()), []

    def watched(file, lines):
        for _line in lines:
            seen.append(progress(manager, token)["written"])
        file.write(b"book")

    chosen = replace(spreadsheets.FORMATS["xlsx"], write=watched)
    monkeypatch.setitem(spreadsheets.FORMATS, "xlsx", chosen)
    response = ask(manager, token=token, format="xlsx")
    assert (response.file, seen) == (b"book", [0, 0, 0, 2, 2, 4])
    assert response.cookies["coorg-export"].value == token
    assert progress(manager, token) == {"written": 5, "ended": "whole"}
    assert progress(sign_in(world.person("manager")), token) == {"written": 0, "ended": ""}


@pytest.mark.parametrize("token", ["", "x"])
def test_a_file_comes_without_script(world, manager, token):
    factories.submit(world.page)
    response = ask(manager, token=token)
    assert response.status_code == (422 if token else 200)
    assert "coorg-export" not in response.cookies


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_says_that_the_file_has_come(world, sign_in, chromium, live_server, settings):
    factories.submit(world.page)
    cookie = sign_in(world.manager).cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context()
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(live_server.url + reverse("coorg_requests:export"))
    page.get_by_label("Reason").fill("Bilan")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    assert download.value.suggested_filename.endswith(".csv")
    page.get_by_text("The file has come, whole").wait_for()
    assert page.get_by_role("button", name="Export", exact=True).is_enabled()
    context.close()
