from django.urls import URLPattern

app_name = "padron"

urlpatterns: list[URLPattern] = []
