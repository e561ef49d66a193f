from django.urls import path

from portal import views

app_name = "portal"

urlpatterns = [
    path("", views.Portada.as_view(), name="portada"),
    path("inicio/", views.InicioTrabajo.as_view(), name="inicio-trabajo"),
    path("inicio/<slug:clase>/", views.TareasDeUnaClase.as_view(), name="tareas"),
    path("cifras/<slug:indicador>/", views.FilasDeCifra.as_view(), name="cifra"),
    path("espacios-publicos/", views.ListaEspaciosPublicos.as_view(), name="espacios-publicos"),
    path("espacio/<slug:codigo>/", views.DetalleEspacioPublico.as_view(), name="espacio-publico"),
    path("espacio/<slug:codigo>/ficha.pdf", views.FichaPublicaPdf.as_view(), name="espacio-ficha"),
    path(
        "espacio/<slug:codigo>/ficha-de-trabajo.pdf",
        views.FichaDeTrabajoPdf.as_view(),
        name="espacio-ficha-trabajo",
    ),
    path("espacio/<slug:codigo>/como-publico/", views.VerComoPublico.as_view(), name="ver-como-publico"),
    path(
        "espacio/<slug:codigo>/foto/<uuid:uuid>/<str:tamano>/",
        views.FotoPublica.as_view(),
        name="foto-publica",
    ),
    path("como-funciona/", views.ComoFunciona.as_view(), name="como-funciona"),
    path("privacidad/", views.Privacidad.as_view(), name="privacidad"),
    path("accesibilidad/", views.Accesibilidad.as_view(), name="accesibilidad"),
]
