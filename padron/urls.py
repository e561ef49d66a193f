from django.urls import path

from padron import views

app_name = "padron"

urlpatterns = [
    path("", views.Inicio.as_view(), name="inicio"),
    path("subir/", views.Subir.as_view(), name="subir"),
    path("<uuid:uuid>/", views.Detalle.as_view(), name="importacion"),
    path("<uuid:uuid>/columnas/", views.Columnas.as_view(), name="columnas"),
    path("<uuid:uuid>/confirmar/", views.Confirmar.as_view(), name="confirmar"),
    path("<uuid:uuid>/reanudar/", views.Reanudar.as_view(), name="reanudar"),
    path("<uuid:uuid>/descartar/", views.Descartar.as_view(), name="descartar"),
    path("<uuid:uuid>/rechazadas/", views.DescargarRechazadas.as_view(), name="rechazadas"),
]
