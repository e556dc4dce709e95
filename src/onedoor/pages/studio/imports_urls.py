"""Items from files and to files."""

from django.urls import path

from onedoor.pages.studio import imports

app_name = "imports"
urlpatterns = [
    path("", imports.begin, name="begin"),
    path("template/", imports.template, name="template"),
    path("export/", imports.export, name="export"),
    path("<int:import_id>/", imports.show, name="show"),
    path("<int:import_id>/write/", imports.write, name="write"),
    path("<int:import_id>/drop/", imports.drop, name="drop"),
    path("<int:import_id>/errors/", imports.errors, name="errors"),
]
