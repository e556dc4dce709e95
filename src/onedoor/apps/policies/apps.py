from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "onedoor.apps.policies"
