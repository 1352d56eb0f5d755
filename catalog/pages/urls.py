from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from catalog.pages import views
from catalog.pages.searched import searched
from catalog.pages.sitemaps import SITEMAPS
from catalog.pages.suggesting import suggest
from electricityshop.caching.pages.profiles import cached_page

app_name = "catalog"
urlpatterns = [
    path("", cached_page("HomePage")(views.home), name="home"),
    path("c/<path:path>/", cached_page("CategoryPage")(views.category), name="category"),
    path("p/<slug:slug>/", cached_page("ProductPage")(views.product), name="product"),
    path("search", cached_page("SearchPage")(views.search), name="search"),
    path("suggestions", cached_page("Suggestions")(suggest), name="suggestions"),
    path("searched", searched, name="searched"),
    path("drawings/<slug:kind>/<str:key>.svg", cached_page("Drawing")(views.drawing), name="drawing"),
    path("robots.txt", views.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "catalog:sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
]
