from django.urls import path

from payments.pages import cards, webhook

app_name = "payments"
urlpatterns = [
    path("webhook", webhook.receive, name="webhook"),
    path("cards", cards.cards, name="cards"),
    path("cards/add", cards.add, name="card-add"),
    path("cards/<str:card_id>/remove", cards.remove, name="card-remove"),
]
