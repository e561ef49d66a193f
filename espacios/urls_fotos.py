"""Addresses of one photo, under `fotos/<uuid>/`; they belong to the namespace of `espacios.urls`."""

from django.urls import path

from espacios.views import formularios_foto, foto, fotos

urlpatterns = [
    path("", foto.DetalleFoto.as_view(), name="foto-detalle"),
    path("editar/", formularios_foto.EditarFoto.as_view(), name="foto-editar"),
    path("difuminar/", formularios_foto.DifuminarFoto.as_view(), name="foto-difuminar"),
    path("pareja/", formularios_foto.EmparejarFoto.as_view(), name="foto-pareja"),
    path("mover/", foto.MoverFoto.as_view(), name="foto-mover"),
    path("pedir-publicacion/", foto.PedirPublicacion.as_view(), name="foto-pedir"),
    path("publicar/", formularios_foto.PublicarFoto.as_view(), name="foto-publicar"),
    path("devolver/", formularios_foto.DevolverFoto.as_view(), name="foto-devolver"),
    path("dejar-de-publicar/", foto.DespublicarFoto.as_view(), name="foto-despublicar"),
    path("retirar/", formularios_foto.RetirarFoto.as_view(), name="foto-retirar"),
    path("restaurar/", foto.RestaurarFoto.as_view(), name="foto-restaurar"),
    path("retirada/<slug:tamano>", fotos.ArchivoFotoRetirada.as_view(), name="foto-retirada"),
    path("difuminada/<slug:tamano>", fotos.ArchivoDifuminado.as_view(), name="foto-difuminada"),
    path("<slug:tamano>", fotos.ArchivoFoto.as_view(), name="foto"),
]
