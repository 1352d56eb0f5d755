"""Mounted at `/api/v1/auth/`."""

from django.urls import path

from accounts.api import auth_views

app_name = "auth-api"
urlpatterns = [
    path("register", auth_views.RegisterView.as_view(), name="register"),
    path("login", auth_views.LoginView.as_view(), name="login"),
    path("refresh", auth_views.RefreshView.as_view(), name="refresh"),
    path("logout", auth_views.LogoutView.as_view(), name="logout"),
]
