from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "onedoor.apps.facts"
