"""The front page, looking round the worked example, and the site administrators' pages."""

from django.urls import path

from facilitation.views import live, notices, site, welcome

urlpatterns = [
    path("", welcome.home, name="home"),
    path("look-round/", welcome.look_round, name="look-round"),
    path("help/", notices.help_page, name="help"),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("data-protection/", notices.privacy, name="privacy"),
    path("live/<slug:screen>/<str:key>/now/", live.live_now, name="live-now"),
    path("site/", site.site, name="site"),
    path("site/new/", site.site_new, name="site-new"),
    path("site/<slug:partnership>/facilitator/", site.site_appoint, name="site-appoint"),
]
