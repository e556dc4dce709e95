from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "onedoor.apps.audit"
