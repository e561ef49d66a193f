from django.urls import path

from personas.views import accesos, editar, ficha, fusion, lista

app_name = "personas"

urlpatterns = [
    path("", lista.ListaPersonas.as_view(), name="lista"),
    path("buscar/", lista.BuscarPorDocumento.as_view(), name="buscar"),
    path("accesos/", accesos.RegistroDeAccesos.as_view(), name="accesos"),
    path("pedidos/", accesos.ListaPedidos.as_view(), name="pedidos"),
    path("pedidos/nuevo/", accesos.PedirAcceso.as_view(), name="pedido-nuevo"),
    path("pedidos/<int:pk>/conceder/", accesos.ConcederAcceso.as_view(), name="pedido-conceder"),
    path("pedidos/<int:pk>/negar/", accesos.NegarAcceso.as_view(), name="pedido-negar"),
    path("duplicados/", fusion.ListaDuplicados.as_view(), name="duplicados"),
    path("duplicados/<int:pk>/descartar/", fusion.DescartarDuplicado.as_view(), name="duplicado-descartar"),
    path("unir/<int:una>/<int:otra>/", fusion.UnirPersonas.as_view(), name="unir"),
    path("uniones/<int:pk>/deshacer/", fusion.DeshacerUnion.as_view(), name="union-deshacer"),
    path("<int:pk>/unir/", fusion.BuscarParaUnir.as_view(), name="buscar-para-unir"),
    path("<int:pk>/", ficha.FichaPersona.as_view(), name="persona-detalle"),
    path("<int:pk>/editar/", editar.PersonaEditar.as_view(), name="persona-editar"),
    path("<int:pk>/revelar/", accesos.RevelarDatos.as_view(), name="persona-revelar"),
]
