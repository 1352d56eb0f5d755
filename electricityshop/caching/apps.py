from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class CachingConfig(AppConfig):
    name = "electricityshop.caching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from electricityshop.caching import invalidation, triggers  # noqa: PLC0415  # models can be imported only now

        connection_created.connect(invalidation.watch_connection)
        post_migrate.connect(triggers.install, sender=self)
