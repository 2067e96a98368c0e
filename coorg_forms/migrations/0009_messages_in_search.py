"""What was written about the requests is searched too."""

from django.db import migrations

from coorg_forms.questions.likeness import fold_for_search

LONGEST = 200_000


def add_messages(apps, schema_editor):
    requests = apps.get_model("coorg_forms", "SupportRequest").objects.using(
        schema_editor.connection.alias
    )
    messages = apps.get_model("coorg_forms", "Message").objects.using(
        schema_editor.connection.alias
    )
    written = messages.filter(withdrawn_at=None).exclude(body="").exclude(kind="joint")
    talked_about = requests.filter(pk__in=written.values("request")).only("pk", "search_text")
    for request in talked_about.iterator(chunk_size=500):
        said = written.filter(request=request).order_by("created_at", "pk")
        words = [fold_for_search(body) for body in said.values_list("body", flat=True)]
        request.search_text = " ".join([request.search_text, *words])[:LONGEST]
        request.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [("coorg_forms", "0008_amendment")]

    operations = [
        migrations.RunPython(add_messages, migrations.RunPython.noop, elidable=True),
    ]
