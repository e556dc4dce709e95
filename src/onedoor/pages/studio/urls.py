"""The studio: where standards and items are kept."""

from django.urls import path

from onedoor.pages.studio import beginning, items, parts

app_name = "studio"
urlpatterns = [
    path("items/", items.items, name="items"),
    path("items/new/", beginning.new, name="new"),
    path("items/upstream/", items.upstream, name="upstream"),
    path("basic/", beginning.basic, name="basic"),
    path("basic/<code:code>/", beginning.claim, name="claim"),
    path("items/<code:code>/", items.item, name="item"),
    path("items/<code:code>/diff/", items.diff, name="diff"),
    path("items/<code:code>/release/", items.release, name="release"),
    path("items/<code:code>/drop/", items.drop, name="drop"),
    path("items/<code:code>/withdraw/", items.withdraw, name="withdraw"),
    path("items/<code:code>/basics/", parts.basic_data, name="basics"),
    path("items/<code:code>/record/", parts.record, name="record"),
    path("items/<code:code>/<slug:section>/", parts.part, name="part"),
    path("items/<code:code>/<slug:section>/check/", parts.check, name="check"),
    path("items/<code:code>/<slug:section>/change/", parts.change, name="change"),
]
