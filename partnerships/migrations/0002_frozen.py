from django.db import migrations

from partnerships.frozen import freeze


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0001_initial")]

    operations = [
        freeze(
            "partnerships_event",
            "partnerships_tableentry",
            "partnerships_mandatewording",
            "partnerships_signature",
            "partnerships_agreement",
            "partnerships_scopechoice",
            "partnerships_destination",
            "partnerships_outcome",
            "partnerships_jointstep",
            "partnerships_offer",
            "partnerships_pooling",
            "partnerships_principle",
            "partnerships_arrangement",
            "partnerships_nextquestion",
        )
    ]
