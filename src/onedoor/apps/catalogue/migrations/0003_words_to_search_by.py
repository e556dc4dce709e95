from django.db import migrations, models


def fill(apps, schema_editor):
    """Items that are there already are found by their names."""
    items = apps.get_model("catalogue", "ServiceItem")
    for item in items.objects.order_by("pk").iterator(chunk_size=1000):
        items.objects.filter(pk=item.pk).update(words=f"{item.name} {item.name_en}".strip().lower())


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_the_basic_catalogue_and_bundles")]

    operations = [
        migrations.AddField("serviceitem", "words", models.TextField(blank=True, default="", verbose_name="检索词"), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
