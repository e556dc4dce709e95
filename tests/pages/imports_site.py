"""The house's addresses with those of imports in their place, whether or not the house has them there itself."""

from django.urls import include, path

from onedoor.conf import urls as house

urlpatterns = [
    path("studio/items/import/", include("onedoor.pages.studio.imports_urls")),
    *house.urlpatterns,
]
