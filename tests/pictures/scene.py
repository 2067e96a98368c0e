"""What the demo lacks for the pictures: a draft with a gap, a translation that is behind."""

import json

from django.urls import reverse
from wagtail_localize.models import TranslationSource

from coorg_forms.models import CriteriaGrid, JobHeartbeat, RequestFormPage, SupportRequest
from example_site.demo.staff import PASSWORD

#: The form that is changed; the other one stays as it is.
CHANGED, KEPT = "laurentides", "outaouais"


def set_up():
    """Publish a change of a question, so that English waits; then draft another one."""
    JobHeartbeat.beat("deliver")
    page = _form(CHANGED)
    _write(page, title="En une phrase, que voulez-vous faire?")
    page.save_revision().publish()
    TranslationSource.objects.get_for_instance(page).update_from_db()
    _write(page, org_name="", description="Racontez-nous votre projet", timeline=None)
    page.save_revision()


def places() -> dict:
    """What addresses of the tables may name."""
    changed, kept = _form(CHANGED), _form(KEPT)
    requests = {
        name: SupportRequest.objects.get(summary__startswith=start)
        for name, start in REQUESTS.items()
    }
    return {
        "password": PASSWORD,
        "form": kept.pk,
        "parent": kept.get_parent().pk,
        "changed": changed.pk,
        "translation": changed.get_translations().get().pk,
        "grid": CriteriaGrid.objects.get(state="draft").pk,
        "private": reverse("coorg_forms:sent", args=[requests["asked"].token]),
    } | {name: request.reference for name, request in requests.items()}


#: Requests of the demo by what they are about.
REQUESTS = {
    "talked": "Rendre les activités de quartier",
    "fresh": "Soutenir un projet d’entraide",
    "evaluated": "Repenser notre dépannage alimentaire",
    "corrected": "Rapprocher deux communautés",
    "alike": "Une cuisine collective à la salle",
    "asked": "Faire quelque chose pour le transport",
}


def _form(establishment: str) -> RequestFormPage:
    return RequestFormPage.objects.get(
        establishment__code=establishment, locale__language_code="fr"
    )


def _write(page: RequestFormPage, **labels: str | None):
    """Other words for questions of ``page``, by key; None takes the question out."""
    questions = [dict(one) for one in page.questions.raw_data]
    for question in questions:
        key = question["value"].get("key")
        if labels.get(key) is not None:
            question["value"] = question["value"] | {"label": labels[key]}
    kept = [one for one in questions if labels.get(one["value"].get("key"), "") is not None]
    page.questions = json.dumps(kept)
