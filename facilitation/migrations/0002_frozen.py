from django.db import migrations

from partnerships.frozen import freeze


class Migration(migrations.Migration):
    dependencies = [("facilitation", "0001_initial")]

    operations = [freeze("facilitation_record", "facilitation_issue")]
