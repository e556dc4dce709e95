from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "onedoor.pages"

    def ready(self) -> None:
        from onedoor.pages.addresses import register

        register()
