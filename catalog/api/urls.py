from django.urls import path

from catalog.api import views

app_name = "catalog-api"
urlpatterns = [
    path("products", views.Products.as_view(), name="products"),
    path("products/<str:slug>", views.Product.as_view(), name="product"),
    path("categories", views.Categories.as_view(), name="categories"),
]
