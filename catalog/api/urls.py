from django.urls import path

from catalog.api import views
from electricityshop.caching.pages.profiles import cached_page

app_name = "catalog-api"
urlpatterns = [
    path("products", cached_page("Products")(views.Products.as_view()), name="products"),
    path("products/<str:slug>", cached_page("Product")(views.Product.as_view()), name="product"),
    path(
        "products/<str:slug>/related",
        cached_page("ProductRelations")(views.Related.as_view()),
        name="related",
    ),
    path("suggestions", cached_page("SuggestionList")(views.SuggestionList.as_view()), name="suggestions"),
    path("categories", cached_page("Categories")(views.Categories.as_view()), name="categories"),
]
