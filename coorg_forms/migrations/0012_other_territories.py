from itertools import groupby, islice

from django.db import migrations, models
from django.db.models import F

BATCH = 500


def write(apps, schema_editor):
    """From the link that says every territory that a request names."""
    SupportRequest = apps.get_model("coorg_forms", "SupportRequest")
    using = schema_editor.connection.alias
    named = (
        SupportRequest.territories.through.objects.using(using)
        .filter(supportrequest__names_others=True)
        .exclude(territory=F("supportrequest__territory"))
        .order_by("supportrequest", "territory")
        .values_list("supportrequest", "territory")
    )
    rows = (
        SupportRequest(pk=pk, other_territories="|".join(["", *(str(key) for _pk, key in of), ""]))
        for pk, of in groupby(named.iterator(), key=lambda row: row[0])
    )
    while batch := list(islice(rows, BATCH)):
        SupportRequest.objects.using(using).bulk_update(batch, ["other_territories"])


def write_back(apps, schema_editor):
    """That a row names others; which ones, the link still says."""
    SupportRequest = apps.get_model("coorg_forms", "SupportRequest")
    rows = SupportRequest.objects.using(schema_editor.connection.alias)
    rows.exclude(other_territories="").update(names_others=True)


class Migration(migrations.Migration):
    dependencies = [("coorg_forms", "0011_spam_level")]

    operations = [
        migrations.AddField(
            model_name="supportrequest",
            name="other_territories",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(write, write_back),
    ]
