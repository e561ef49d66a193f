from django.urls import path

from comites.views import cargos, comites, ficha, grupo, integrantes, lista, nuevo_integrante

app_name = "comites"

urlpatterns = [
    path("", lista.ListaComites.as_view(), name="lista"),
    path("cargos/", cargos.ListaCargos.as_view(), name="cargos"),
    path("nuevo/<str:codigo>/", comites.ComiteNuevo.as_view(), name="comite-nuevo"),
    path("<int:pk>/", ficha.FichaComite.as_view(), name="comite-detalle"),
    path("<int:pk>/historia/", ficha.HistoriaComite.as_view(), name="comite-historia"),
    path("<int:pk>/editar/", comites.ComiteEditar.as_view(), name="comite-editar"),
    path("<int:pk>/renovar/", comites.ComiteRenovar.as_view(), name="comite-renovar"),
    path("<int:pk>/disolver/", comites.ComiteDisolver.as_view(), name="comite-disolver"),
    path("<int:pk>/integrantes/nuevo/", nuevo_integrante.IntegranteNuevo.as_view(), name="integrante-nuevo"),
    path("integrantes/<int:pk>/editar/", integrantes.IntegranteEditar.as_view(), name="integrante-editar"),
    path("integrantes/<int:pk>/retirar/", integrantes.IntegranteRetirar.as_view(), name="integrante-retirar"),
    path("integrantes/<int:pk>/acceso/", integrantes.LiderAcceso.as_view(), name="lider-acceso"),
    path("<int:pk>/grupo/", grupo.GrupoEditar.as_view(), name="grupo-editar"),
    path("<int:pk>/grupo/cerrar/", grupo.GrupoCerrar.as_view(), name="grupo-cerrar"),
]
