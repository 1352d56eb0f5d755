from django.urls import path

from orders.api import document_views, order_views, return_views, views

app_name = "orders-api"
urlpatterns = [
    path("cart", views.CartDetail.as_view(), name="cart"),
    path("cart/items", views.CartItems.as_view(), name="cart-items"),
    path("cart/items/<int:line_id>", views.CartItemDetail.as_view(), name="cart-item"),
    path("shipping-methods", views.ShippingMethods.as_view(), name="shipping-methods"),
    path("orders", order_views.Orders.as_view(), name="orders"),
    path("orders/<str:number>", order_views.OrderDetail.as_view(), name="order"),
    path("orders/<str:number>/cancel", order_views.OrderCancel.as_view(), name="order-cancel"),
    path("orders/<str:number>/returns", return_views.OrderReturns.as_view(), name="order-returns"),
    path("orders/<str:number>/documents", document_views.Documents.as_view(), name="order-documents"),
    path(
        "orders/<str:number>/documents/<str:document_number>",
        document_views.DocumentFile.as_view(),
        name="order-document",
    ),
]
