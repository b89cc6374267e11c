from facilitation.models.papers import Issue
from facilitation.models.records import Record
from facilitation.models.stepping import Move
from facilitation.models.uploads import Upload

__all__ = ["Issue", "Move", "Record", "Upload"]
