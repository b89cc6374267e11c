import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('facilitation', '0005_fewest_together'),
        ('partnerships', '0005_workforce_plan'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, choices=[('lead', 'Lead'), ('contributor', 'Contributor'), ('approver', 'Approver'), ('reader', 'Reader')], max_length=20, verbose_name='who was it with?')),
                ('group', models.CharField(blank=True, max_length=120, verbose_name='which group')),
                ('heard_on', models.DateField(blank=True, null=True, verbose_name='when')),
                ('is_settled', models.BooleanField(default=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conversations', to='partnerships.round')),
                ('workshop', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conversation', to='facilitation.workshop')),
            ],
            options={
                'ordering': ('round', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('group', ''), ('heard_on', None), ('workshop__isnull', False), models.Q(('role', ''), _negated=True)), models.Q(('heard_on__isnull', False), ('role', ''), ('workshop', None), models.Q(('group', ''), _negated=True)), _connector='OR'), name='conversation_is_with_one_voice')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=120, verbose_name='the theme')),
                ('kind', models.CharField(choices=[('common', 'Common ground'), ('difference', 'Difference'), ('explore', 'To explore'), ('surprise', 'Surprise')], max_length=10)),
                ('step', models.CharField(blank=True, max_length=20)),
                ('strength', models.PositiveSmallIntegerField(choices=[(0, 'Faint'), (1, 'Slight'), (2, 'Clear'), (3, 'Strong'), (4, 'Very strong')], default=2)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('is_shared', models.BooleanField(default=False, verbose_name='let my fellow facilitators work with it')),
                ('sources_gone', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('shown_at', models.DateTimeField(blank=True, null=True)),
                ('shown_sources', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('became', models.CharField(blank=True, choices=[('agenda', 'On an agenda'), ('poll', 'A vote'), ('parked', 'Parked')], max_length=8)),
                ('became_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilitation.workshop')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='partnerships.round')),
            ],
            options={
                'ordering': ('round', '-strength', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('shown_at', None), ('shown_sources', None)), models.Q(('shown_at__isnull', False), ('shown_sources__gte', 3)), _connector='OR'), name='theme_on_board_has_three_sources'), models.CheckConstraint(condition=models.Q(('strength__lte', 4)), name='theme_strength_is_at_most_four'), models.CheckConstraint(condition=models.Q(models.Q(('became', ''), ('became_in', None)), models.Q(models.Q(('became', ''), _negated=True), ('became_in__isnull', False)), _connector='OR'), name='theme_became_something_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='ConversationNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='what was said')),
                ('attribution', models.CharField(choices=[('open', 'Open'), ('role', 'By role'), ('none', 'Not for attribution')], default='none', max_length=8)),
                ('is_shared', models.BooleanField(default=False, verbose_name='let my fellow facilitators read it')),
                ('delete_on', models.DateField(verbose_name='delete it on')),
                ('delete_by', models.DateField(editable=False)),
                ('conversation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='note', to='facilitation.conversation')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('conversation',),
                'constraints': [models.CheckConstraint(condition=models.Q(('delete_on__lte', models.F('delete_by'))), name='conversation_note_goes_in_time')],
            },
        ),
        migrations.CreateModel(
            name='Coding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='facilitation.conversationnote')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='facilitation.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('note', 'theme'), name='conversation_counts_once_for_a_theme')],
            },
        ),
        migrations.AddField(
            model_name='conversationnote',
            name='themes',
            field=models.ManyToManyField(related_name='+', through='facilitation.Coding', to='facilitation.theme'),
        ),
    ]
