from django.urls import path

from personas.views import accesos, editar, ficha, lista

app_name = "personas"

urlpatterns = [
    path("", lista.ListaPersonas.as_view(), name="lista"),
    path("buscar/", lista.BuscarPorDocumento.as_view(), name="buscar"),
    path("accesos/", accesos.RegistroDeAccesos.as_view(), name="accesos"),
    path("pedidos/", accesos.ListaPedidos.as_view(), name="pedidos"),
    path("pedidos/nuevo/", accesos.PedirAcceso.as_view(), name="pedido-nuevo"),
    path("pedidos/<int:pk>/conceder/", accesos.ConcederAcceso.as_view(), name="pedido-conceder"),
    path("pedidos/<int:pk>/negar/", accesos.NegarAcceso.as_view(), name="pedido-negar"),
    path("<int:pk>/", ficha.FichaPersona.as_view(), name="persona-detalle"),
    path("<int:pk>/editar/", editar.PersonaEditar.as_view(), name="persona-editar"),
    path("<int:pk>/revelar/", accesos.RevelarDatos.as_view(), name="persona-revelar"),
]
