from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "onedoor.apps.oversight"
