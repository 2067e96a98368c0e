"""Pictures of the editor guide."""

from tests.pictures.camera import Picture
from tests.pictures.steps import choose, click, fill, tick

#: Who edits the form that stays as it is, and the one that changes.
EDITOR, OTHER = "edition.outaouais", "edition.laurentides"
EDIT, CHECK = "/admin/pages/{form}/edit/", "/admin/request-forms/{changed}/check/"
QUESTIONS = "#questions-root > [data-streamfield-stream-container]"


def question(number: int, part: str = "") -> str:
    """A part of the block of that number, sections included, from 0."""
    block = f"{QUESTIONS} > [data-streamfield-child] >> nth={number}"
    return f"{block} >> {part}" if part else block


def section(heading: str) -> str:
    """A section of the page that checks a form."""
    return f".coorg-check section:has(h2:text-is('{heading}'))"


PICTURES = [
    Picture(
        "editeur-modeles",
        EDITOR,
        "/admin/request-forms/new/{parent}/",
        ("main",),
        size=(1180, 790),
        margin=0,
    ),
    Picture(
        "editeur-questions",
        EDITOR,
        EDIT,
        ("#panel-child-contenu-avant_de_publier-section", question(4)),
    ),
    Picture(
        "editeur-types",
        EDITOR,
        EDIT,
        ("main",),
        (click(f"{QUESTIONS} > div:not([data-streamfield-child]) > button >> nth=2"),),
        size=(1180, 940),
        margin=0,
    ),
    Picture(
        "editeur-condition",
        EDITOR,
        EDIT,
        (question(3, "[data-contentpath=show_if]"),),
        (
            click(question(3, "[data-streamfield-action=SETTINGS]")),
            click(question(3, "[data-contentpath=show_if] [data-panel-toggle] >> nth=-1")),
        ),
    ),
    Picture(
        "editeur-parcours",
        EDITOR,
        "/admin/request-forms/{form}/check/",
        (section("Parcours possibles"),),
        tallest=700,
    ),
    Picture(
        "editeur-verification",
        OTHER,
        CHECK,
        (".coorg-title", section("À corriger avant de publier"), section("Anglais sera en retard")),
    ),
    Picture("editeur-changements", OTHER, CHECK, (section("Ce que la publication changera"),)),
    Picture(
        "editeur-traduction",
        OTHER,
        "/admin/pages/{translation}/edit/",
        ("li.incomplete >> xpath=ancestor::li[1]",),
        tallest=560,
    ),
    Picture(
        "editeur-lien",
        EDITOR,
        "/admin/request-forms/{form}/link/",
        (".coorg-made-link", "#links"),
        (
            tick("input[value=citizen_group]", "input[value=gatineau]"),
            fill("main input[type=text] >> nth=-1", "affiche-automne"),
            click(".coorg-prefill button[type=submit]"),
        ),
    ),
    Picture(
        "editeur-dates",
        EDITOR,
        EDIT,
        ("#panel-child-contenu-ouverture_et_fermeture-section",),
    ),
    Picture(
        "editeur-apercu",
        EDITOR,
        EDIT,
        (".form-side",),
        (
            click("[data-side-panel-toggle=preview]"),
            choose("#id_preview_mode", "as:municipal"),
        ),
        size=(1500, 820),
        margin=0,
    ),
]
