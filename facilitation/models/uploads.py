"""Files held between being uploaded and being confirmed."""

from django.db import models
from django.utils import timezone

from partnerships.models import Partnership, Person


class Upload(models.Model):
    """A list of partners on its way in: kept on the server, so that what is confirmed is what was previewed."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=200)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
