from django.urls import path

from payments.api import views

app_name = "payments-api"
urlpatterns = [
    path("payment-methods", views.PaymentMethods.as_view(), name="payment-methods"),
    path("payment-methods/<str:card_id>", views.PaymentMethod.as_view(), name="payment-method"),
    path("setup-intents", views.SetupIntents.as_view(), name="setup-intents"),
]
