from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "onedoor.apps.certificates"
