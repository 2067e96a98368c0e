"""Forms and answers of the tests of the public side."""

from coorg_forms.questions import registry
from tests import factories
from tests.factories import block

OTHER = [("a", "Premier"), ("b", "Deuxième"), ("other", "Autre", True)]


def every_type(required=False) -> list[dict]:
    """One question of every type, all optional but the last unless they are ``required``."""
    free = {"required": required}
    return [
        block("section", title="Tous les types", text="Une introduction."),
        block("statement", title="À savoir", text="Deux phrases."),
        block("text", key="text", label="Texte", help="Une aide.", why="Une raison.", **free),
        block("long_text", key="long_text", label="Long texte", max_length=50, **free),
        block("radio", key="radio", label="Un choix", options=OTHER, **free),
        block("checkboxes", key="boxes", label="Des choix", options=OTHER, most=2, **free),
        block("select", key="select", label="Une liste", options=OTHER, **free),
        block("yes_no", key="yes_no", label="Oui ou non", unsure=True, **free),
        block("date", key="date", label="Date", bound="future", **free),
        block("number", key="number", label="Nombre", lowest=1, highest=99, unit="km", **free),
        block("time", key="time", label="Heure", unsure=True, **free),
        block("url", key="url", label="Site", **free),
        block("address", key="address", label="Adresse", **free),
        block(
            "grid",
            key="grid",
            label="Une grille",
            options=OTHER[:2],
            lines=[("room", "Une salle"), ("help", "De l’aide")],
            **free,
        ),
        block(
            "repeat",
            key="partners",
            label="Partenaires",
            element="Partenaire",
            columns=[("name", "Nom", "text", True), ("email", "Courriel", "email", False)],
            **free,
        ),
        block("file", key="plans", label="Plans", **free),
        block("name", key="name", label="Nom", role="name", why="Une raison.", **free),
        block("email", key="email", label="Courriel", role="email", why="Une raison.", **free),
        block("phone", key="phone", label="Téléphone", role="phone", why="Une raison.", **free),
        block("territory", key="territory", label="Territoire", role="territory", **free),
        block("service", key="service", label="Service", **free),
        block("audience", key="audience", label="Public", options=OTHER[:2], **free),
        block("neq", key="neq", label="NEQ", **free),
        block("consent", key="consent", label="Consentement"),
        block("declaration", key="declaration", label="Je confirme."),
    ]


#: What a careful person types in every field of ``every_type``.
RIGHT = {
    "text": ["École « L’Étincelle » <b>"],
    "long_text": ['Ligne 1\nLigne 2 & "fin"'],
    "radio": ["other"],
    "radio-text": ["œuvre"],
    "boxes": ["a", "other"],
    "boxes-text": ["autre chose"],
    "select": ["other"],
    "select-text": ["une précision"],
    "yes_no": ["unsure"],
    "date-day": ["1er"],
    "date-month": ["août"],
    "date-year": ["2031"],
    "number": ["12"],
    "time": ["14 h 30"],
    "time-unsure": ["1"],
    "url": ["www.exemple.ca"],
    "address-street": ["12, rue de l’Île"],
    "address-city": ["Gatineau"],
    "address-postal": ["J8X 1A1"],
    "address-province": ["ON"],
    "grid-room": ["a"],
    "grid-help": ["b"],
    "partners-0-name": ["L’Étoile"],
    "partners-0-email": ["a@b.ca"],
    "name-given": ["Éloïse"],
    "name-family": ["D’Amours-Lévesque"],
    "email": ["o'b@example.org"],
    "phone-number": ["(819) 555-0123"],
    "phone-extension": ["45"],
    "territory": ["gatineau", "pontiac"],
    "service": ["housing"],
    "audience": ["b"],
    "neq": ["1144556677"],
    "consent": ["yes"],
    "declaration": ["yes"],
}

#: The same with a fault in everything that can have one.
WRONG = {
    **RIGHT,
    "text": ["x" * 300],
    "long_text": ["y" * 60],
    "radio-text": ["z" * 250],
    "boxes": ["a", "b", "other"],
    "select-text": ["z" * 201],
    "date-month": ["quelque chose"],
    "number": ["beaucoup"],
    "url": ["un site"],
    "address-postal": ["12345"],
    "partners-0-email": ["a@"],
    "name-given": ["x" * 101],
    "email": ["eloise@"],
    "phone-number": ["12"],
}

#: All wrong in the form whose questions are required: what is not here is left empty.
IN_ERROR = {name: value for name, value in WRONG.items() if value != RIGHT[name]}
IN_ERROR["time"] = ["25 h"]

#: Types that cannot be in error, and why.
NEVER_WRONG = {"consent": "nobody has to consent: no box ticked is an answer"}


def types_that_can_be_wrong() -> set[str]:
    return {kind.name for kind in registry.all_types()} - NEVER_WRONG.keys()


def types_of(names) -> set[str]:
    """Types of the questions of ``every_type`` by the names of fields, as ``partners-0-email``."""
    kinds = {one["value"].get("key"): one["type"] for one in every_type()}
    return {kinds[name.partition("-")[0]] for name in names}


#: What the form's questions are answered by, when nothing of it matters.
ENOUGH = {"declaration": ["yes"], "territory": ["gatineau"]}

#: Makes a post suspicious whatever else it holds.
LINKS = {"long_text": [" ".join(["http://a.ca"] * 5)[:50]], "text": ["www.b.ca, www.c.ca"]}


def translated(form, words=None):
    """The English page of ``form``, below an English home that visitors can reach."""
    return factories.translate(form, words or {})
