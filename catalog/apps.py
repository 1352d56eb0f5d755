from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from catalog import caching, jobs  # noqa: F401, PLC0415  # models can be imported only now
        from catalog.queries.first_pages import first_pages  # noqa: PLC0415  # likewise
        from electricityshop.caching.warming import warms  # noqa: PLC0415  # likewise

        caching.declare()
        warms(first_pages, after=("product:", "list:", caching.ALL_LISTS))
