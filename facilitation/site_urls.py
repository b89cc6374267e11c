"""The front page, looking round the worked example, and the site administrators' pages."""

from django.urls import path

from facilitation.views import site, welcome

urlpatterns = [
    path("", welcome.home, name="home"),
    path("look-round/", welcome.look_round, name="look-round"),
    path("site/", site.site, name="site"),
    path("site/new/", site.site_new, name="site-new"),
]
