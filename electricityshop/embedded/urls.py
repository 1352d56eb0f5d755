"""The demo's mailbox."""

from django.urls import path

from electricityshop.embedded import views

app_name = "demo"
urlpatterns = [
    path("mail/", views.mailbox, name="mailbox"),
    path("mail/<str:name>/", views.mail, name="mail"),
    path("mail/<str:name>/html", views.mail_html, name="mail-html"),
]
