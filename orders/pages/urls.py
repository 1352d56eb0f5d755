"""Cart, checkout and orders, at the root of the site."""

from django.urls import path

from orders.pages import cart, checkout, documents, header, history, order, returning, review, shipping

app_name = "orders"
urlpatterns = [
    path("cart", cart.cart, name="cart"),
    path("cart/add", cart.cart_add, name="cart-add"),
    path("cart/lines/<int:line_id>", cart.cart_change, name="cart-change"),
    path("fragments/header", header.header_fragment, name="header-fragment"),
    path("checkout", checkout.checkout, name="checkout"),
    path("checkout/shipping", shipping.shipping, name="checkout-shipping"),
    path("checkout/review", review.review, name="checkout-review"),
    path("checkout/place", review.place, name="checkout-place"),
    path("orders/", history.history, name="history"),
    path("orders/<str:number>/", order.order, name="order"),
    path("orders/<str:number>/progress", order.order_progress, name="order-progress"),
    path("orders/<str:number>/pay", order.order_pay, name="order-pay"),
    path("orders/<str:number>/cancel", order.order_cancel, name="order-cancel"),
    path("orders/<str:number>/return", returning.order_return, name="order-return"),
    path("orders/<str:number>/documents/<str:document_number>.pdf", documents.document, name="document"),
]
