from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "onedoor.apps.flows"
