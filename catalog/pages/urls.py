from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from catalog.pages import views
from catalog.pages.sitemaps import SITEMAPS

app_name = "catalog"
urlpatterns = [
    path("", views.home, name="home"),
    path("c/<path:path>/", views.category, name="category"),
    path("p/<slug:slug>/", views.product, name="product"),
    path("search", views.search, name="search"),
    path("drawings/<slug:kind>/<str:key>.svg", views.drawing, name="drawing"),
    path("robots.txt", views.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "catalog:sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
]
