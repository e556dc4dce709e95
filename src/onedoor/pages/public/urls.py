"""What everybody may see without signing in."""

from django.urls import path

from onedoor.pages.public import accessibility, bundles, health, items, verify
from onedoor.pages.styleguide import styleguide

app_name = "public"
urlpatterns = [
    path("items/", items.search, name="items"),
    path("items/<code:code>/", items.guide, name="item"),
    path("bundles/", bundles.bundles, name="bundles"),
    path("bundles/<code:code>/", bundles.bundle, name="bundle"),
    path("verify/", verify.ask, name="verify"),
    path("verify/<typed:code>/", verify.show, name="verified"),
    path("accessibility/", accessibility.statement, name="accessibility"),
    path("health/", health.health, name="health"),
    path("styleguide/", styleguide, name="styleguide"),
]
