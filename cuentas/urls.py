from django.urls import URLPattern

app_name = "cuentas"

urlpatterns: list[URLPattern] = []
