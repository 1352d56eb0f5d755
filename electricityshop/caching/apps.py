from django.apps import AppConfig


class CachingConfig(AppConfig):
    name = "electricityshop.caching"
