"""Addresses of one photo, under `fotos/<uuid>/`; they belong to the namespace of `espacios.urls`."""

from django.urls import path

from espacios.views import foto, fotos

urlpatterns = [
    path("", foto.DetalleFoto.as_view(), name="foto-detalle"),
    path("editar/", foto.EditarFoto.as_view(), name="foto-editar"),
    path("difuminar/", foto.DifuminarFoto.as_view(), name="foto-difuminar"),
    path("pareja/", foto.EmparejarFoto.as_view(), name="foto-pareja"),
    path("mover/", foto.MoverFoto.as_view(), name="foto-mover"),
    path("pedir-publicacion/", foto.PedirPublicacion.as_view(), name="foto-pedir"),
    path("publicar/", foto.PublicarFoto.as_view(), name="foto-publicar"),
    path("devolver/", foto.DevolverFoto.as_view(), name="foto-devolver"),
    path("dejar-de-publicar/", foto.DespublicarFoto.as_view(), name="foto-despublicar"),
    path("retirar/", foto.RetirarFoto.as_view(), name="foto-retirar"),
    path("restaurar/", foto.RestaurarFoto.as_view(), name="foto-restaurar"),
    path("retirada/<slug:tamano>", fotos.ArchivoFotoRetirada.as_view(), name="foto-retirada"),
    path("difuminada/<slug:tamano>", fotos.ArchivoDifuminado.as_view(), name="foto-difuminada"),
    path("<slug:tamano>", fotos.ArchivoFoto.as_view(), name="foto"),
]
