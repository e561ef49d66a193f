from django.urls import URLPattern

app_name = "espacios"

urlpatterns: list[URLPattern] = []
