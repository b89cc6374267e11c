"""Bringing in partners from a CSV file: read, narrow down, preview, commit.

The preview is never kept. Keep the bytes, and for the second request make it again from them:
`preview(read(upload).narrowed(**asked_for), partnership)`. Row numbers stay the same throughout.
"""

from partnerships.importing.committing import Imported, commit
from partnerships.importing.files import MOST_BYTES, MOST_ROWS
from partnerships.importing.own import as_csv, template
from partnerships.importing.proposals import Preview, Proposed, preview
from partnerships.importing.refusals import ImportRefused
from partnerships.importing.register import ATTRIBUTION
from partnerships.importing.sheets import OWN, REGISTER, Filters, Option, Sheet, read

__all__ = [
    "ATTRIBUTION",
    "MOST_BYTES",
    "MOST_ROWS",
    "OWN",
    "REGISTER",
    "Filters",
    "ImportRefused",
    "Imported",
    "Option",
    "Preview",
    "Proposed",
    "Sheet",
    "as_csv",
    "commit",
    "preview",
    "read",
    "template",
]
