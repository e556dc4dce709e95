from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "onedoor.apps.parties"
