"""Pictures of the moderator guide."""

from tests.pictures.camera import Picture
from tests.pictures.steps import (
    choose,
    click,
    fill,
    press,
    tick,
    type_in,
    wait,
)

INTAKE, MODERATOR, MANAGER = "accueil.outaouais", "moderation.outaouais", "gestion.outaouais"
ORGANIZER, EVALUATOR, OTHER = "maelle.desruisseaux", "aminata.keita", "moderation.papineau"
TRIAGE = "/admin/requests/view/triage/"
MAIN = ("main",)
LIST, WIDE = (1320, 820), (1500, 860)

PICTURES = [
    Picture("moderateur-accueil", MANAGER, "/admin/", ("main",), size=(1180, 620), margin=0),
    Picture(
        "moderateur-liste",
        MODERATOR,
        TRIAGE + "?state=received&territory=gatineau",
        MAIN,
        size=LIST,
        margin=0,
    ),
    Picture(
        "moderateur-cote-a-cote",
        MODERATOR,
        TRIAGE,
        MAIN,
        (click(".coorg-requests .coorg-title"), wait(".coorg-split__pane .coorg-request")),
        size=WIDE,
        margin=0,
    ),
    Picture(
        "moderateur-saisie",
        INTAKE,
        "/admin/requests/enter/{form}/",
        (".coorg-enter",),
        tallest=820,
    ),
    Picture(
        "moderateur-demande",
        MODERATOR,
        "/admin/requests/{evaluated}/",
        (".coorg-request__head", ".coorg-request__side .coorg-card >> nth=0"),
    ),
    Picture(
        "moderateur-decision",
        MODERATOR,
        "/admin/requests/{evaluated}/decide/accepted/",
        (".coorg-decide",),
        tallest=1000,
    ),
    Picture(
        "moderateur-evaluation",
        EVALUATOR,
        "/admin/requests/{fresh}/evaluation/",
        MAIN,
        size=WIDE,
        margin=0,
    ),
    Picture(
        "moderateur-ecrire",
        ORGANIZER,
        "/admin/requests/{talked}/",
        ("#coorg-reply > summary", "#coorg-reply > .coorg-why", "#id_reply_body"),
        (
            click("#coorg-reply > summary"),
            click("#coorg-reply .coorg-templates a", "Proposer une rencontre"),
        ),
    ),
    Picture(
        "moderateur-mention",
        ORGANIZER,
        "/admin/requests/{talked}/",
        (".coorg-write--internal h4", "#id_note_body", ".coorg-write--internal [role=listbox]"),
        (type_in("#id_note_body", "Vu avec la Ville. @ami"), wait("[role=option]")),
    ),
    Picture(
        "moderateur-echanges",
        ORGANIZER,
        "/admin/requests/{talked}/",
        (".coorg-timeline",),
        tallest=900,
    ),
    Picture(
        "moderateur-doublons",
        OTHER,
        "/admin/requests/{alike}/",
        (".coorg-likely",),
    ),
    Picture(
        "moderateur-page-privee", "", "{private}", ("main h1", "main textarea"), size=(760, 900)
    ),
    Picture(
        "moderateur-plusieurs",
        MODERATOR,
        TRIAGE + "?state=received&territory=gatineau",
        (".coorg-requests", ".coorg-bulk"),
        (tick("[name=reference] >> nth=0", "[name=reference] >> nth=2"),),
        size=LIST,
        margin=0,
    ),
    Picture(
        "moderateur-ecrire-a-plusieurs",
        MODERATOR,
        TRIAGE,
        (".coorg-bulk-page",),
        (
            tick(*(f"[name=reference] >> nth={number}" for number in (0, 1, 2))),
            choose("#coorg-bulk [name=act]", "reply"),
            click("#coorg-bulk button"),
            choose("[name=words-fr]", "1"),
            click("main form button.button"),
        ),
    ),
    Picture(
        "moderateur-export", MANAGER, "/admin/requests/export/", MAIN, size=(1180, 640), margin=0
    ),
    Picture(
        "moderateur-regles",
        MANAGER,
        "/admin/snippets/coorg_forms/routingrule/",
        MAIN,
        size=(1320, 480),
        margin=0,
    ),
    Picture(
        "moderateur-essai",
        MANAGER,
        "/admin/snippets/coorg_forms/routingrule/try/",
        (".coorg-verdict", "section[aria-labelledby=coorg-try-sample]"),
        (
            fill("section[aria-labelledby=coorg-try-sample] [name=place]", "Secteur Aylmer"),
            click("section[aria-labelledby=coorg-try-sample] button.button"),
        ),
        tallest=760,
    ),
    Picture(
        "moderateur-correction",
        MANAGER,
        "/admin/requests/{corrected}/",
        ("[aria-labelledby=coorg-correction]",),
        size=(1180, 900),
    ),
    Picture(
        "moderateur-absences",
        MANAGER,
        "/admin/requests/absences/",
        MAIN,
        size=(1180, 800),
        margin=0,
    ),
    Picture(
        "moderateur-grille",
        MANAGER,
        "/admin/evaluation-grids/{grid}/edit/",
        MAIN,
        size=(1320, 900),
        margin=0,
    ),
    Picture(
        "moderateur-rapport", MANAGER, "/admin/requests/reports/", MAIN, size=(1180, 900), margin=0
    ),
    Picture(
        "moderateur-a-corriger",
        MANAGER,
        "/admin/requests/health/",
        MAIN,
        size=(1180, 420),
        margin=0,
    ),
    Picture(
        "moderateur-touches",
        MODERATOR,
        "/admin/requests/{evaluated}/",
        (".w-dialog__box",),
        (press("?"), wait(".w-dialog__box")),
        size=(1180, 1000),
        margin=0,
    ),
]
