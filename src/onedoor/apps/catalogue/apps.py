from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "onedoor.apps.catalogue"
