from django.db import migrations

from partnerships.frozen import freeze


class Migration(migrations.Migration):
    dependencies = [("facilitation", "0003_the_room")]

    operations = [freeze("facilitation_classchange", "facilitation_renegotiation")]
