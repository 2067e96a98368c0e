"""A change of the French form, brought over by wagtail-localize, keeps ids and keys."""

import json

from coorg_forms.models import RequestFormPage
from example_site.demo import form
from example_site.demo.files import read
from example_site.demo.pages import form_texts
from example_site.demo.translation import translate


def test_round_trip_keeps_ids_and_keys(demo):
    french = RequestFormPage.objects.get(
        establishment__code="outaouais", locale__language_code="fr"
    )
    before = french.get_translations().get().specific.questions.raw_data
    raw = form.stream("fr")
    raw[2], raw[3] = raw[3], raw[2]
    raw[1]["value"]["label"] = "Qui demande?"
    french.questions = json.dumps(raw)
    french.save_revision().publish()

    data = read("site")["establishments"][0]
    english = dict(form.texts(form.stream("en"), "questions"))
    translated = translate(french, {**english, **form_texts(data, "en")})

    after = list(translated.questions.raw_data)
    assert {item["id"] for item in after} == {item["id"] for item in before}
    assert [item["id"] for item in after[:4]] == [raw[index]["id"] for index in range(4)]
    assert keys(after) == keys(raw)
    assert translated.current_version().number == 2
    assert translated.current_version().parsed.questions[0].label.startswith("On whose behalf")


def keys(items) -> list:
    return [
        (
            item["value"].get("key"),
            [(option["id"], option["value"]["key"]) for option in item["value"].get("options", ())],
        )
        for item in items
    ]
