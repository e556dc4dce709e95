from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_words_to_search_by")]

    operations = [
        migrations.RemoveField("itemimport", "rows"),
        migrations.AddField("itemimport", "rows", models.FileField(blank=True, default="", max_length=200, upload_to="imports/"), preserve_default=False),
        migrations.AddField("itemimport", "source", models.FileField(blank=True, default="", max_length=200, upload_to="imports/"), preserve_default=False),
    ]
