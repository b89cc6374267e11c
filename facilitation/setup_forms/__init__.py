"""Forms by which a partnership is created and set up."""

from facilitation.setup_forms.files import NarrowForm, RowsForm, UploadForm
from facilitation.setup_forms.partner import PartnerForm, Successors
from facilitation.setup_forms.partnership import AppointForm, NewPartnershipForm, PartnershipForm
from facilitation.setup_forms.powers import FindPowersForm, PowerForm, TickedPowersForm

__all__ = [
    "AppointForm",
    "FindPowersForm",
    "NarrowForm",
    "NewPartnershipForm",
    "PartnerForm",
    "PartnershipForm",
    "PowerForm",
    "RowsForm",
    "Successors",
    "TickedPowersForm",
    "UploadForm",
]
