from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "onedoor.apps.notices"
