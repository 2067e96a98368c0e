from itertools import groupby, islice

from django.db import migrations, models

BATCH = 500


def write(apps, schema_editor):
    """From the link that says every theme of a request."""
    SupportRequest = apps.get_model("coorg_forms", "SupportRequest")
    using = schema_editor.connection.alias
    links = SupportRequest.themes.through.objects.using(using)
    named = links.order_by("supportrequest", "theme").values_list("supportrequest", "theme")
    rows = (
        SupportRequest(pk=pk, named_themes="|".join(["", *(str(key) for _pk, key in of), ""]))
        for pk, of in groupby(named.iterator(), key=lambda row: row[0])
    )
    while batch := list(islice(rows, BATCH)):
        SupportRequest.objects.using(using).bulk_update(batch, ["named_themes"])


class Migration(migrations.Migration):
    dependencies = [("coorg_forms", "0013_listing_indexes")]

    operations = [
        migrations.AddField(
            model_name="supportrequest",
            name="named_themes",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
