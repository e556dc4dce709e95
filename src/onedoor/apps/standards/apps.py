from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "onedoor.apps.standards"
