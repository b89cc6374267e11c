"""Setting a partnership up. Under `p/<partnership>/<seat>/`."""

from django.urls import path

from facilitation.views import setup

urlpatterns = [
    path("partnership/", setup.partnership_edit, name="partnership-edit"),
    path("partners/", setup.partners, name="partners"),
    path("partners/add/", setup.partner_add, name="partner-add"),
    path("partners/import/", setup.partners_import, name="partners-import"),
    path("partners/import/template.csv", setup.partners_template, name="partners-template"),
    path("partners/import/<int:upload>/", setup.partners_import_preview, name="partners-import-preview"),
    path("partners/<int:partner>/", setup.partner_edit, name="partner-edit"),
    path("powers/", setup.powers, name="powers"),
    path("powers/choose/", setup.powers_choose, name="powers-choose"),
    path("powers/add/", setup.power_add, name="power-add"),
    path("powers/take-off/", setup.powers_retire, name="powers-retire"),
    path("powers/<int:power>/", setup.power_edit, name="power-edit"),
    path("powers/<int:power>/put-back/", setup.power_put_back, name="power-put-back"),
]
