from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "onedoor.apps.tenancy"
