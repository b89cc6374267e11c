from django.db import migrations, models

from partnerships.frozen import altering


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_finished_laid")]

    operations = altering(
        "partnerships_agreement",
        migrations.AddField("agreement", "dropped_because", models.TextField(blank=True, default=""), False),
    )
