from django.urls import URLPattern

app_name = "actividades"

urlpatterns: list[URLPattern] = []
