from django.urls import path

from payments.pages import webhook

app_name = "payments"
urlpatterns = [
    path("webhook", webhook.receive, name="webhook"),
]
