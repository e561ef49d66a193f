from django.urls import path

from portal import views

app_name = "portal"

urlpatterns = [
    path("", views.Portada.as_view(), name="portada"),
    path("inicio/", views.InicioTrabajo.as_view(), name="inicio-trabajo"),
]
