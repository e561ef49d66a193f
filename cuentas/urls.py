from django.urls import path

from cuentas.views import accesos, lider, primera, propia, segundo_factor

app_name = "cuentas"

urlpatterns = [
    path("", propia.MiCuenta.as_view(), name="mi-cuenta"),
    path("pin/cambiar/", propia.CambiarPin.as_view(), name="cambiar-pin"),
    path("dispositivos/<int:pk>/quitar/", propia.QuitarMiDispositivo.as_view(), name="dispositivo-quitar"),
    path("salir-de-todas-partes/", propia.CerrarEnTodasPartes.as_view(), name="salir-de-todas-partes"),
    path("primer-inicio/", primera.PrimerInicio.as_view(), name="primer-inicio"),
    path("continuar/", propia.Continuar.as_view(), name="continuar"),
    path("segundo-paso/inscribir/", segundo_factor.Inscribir.as_view(), name="inscribir-segundo-factor"),
    path("pin/", lider.Pin.as_view(), name="pin"),
    path("pin/olvidar/", lider.OlvidarEsteDispositivo.as_view(), name="pin-olvidar"),
    path("enlace/<str:secreto>/", lider.AbrirEnlace.as_view(), name="abrir-enlace"),
    path("lideres/<int:pk>/", accesos.AccesoDeLider.as_view(), name="acceso-de-lider"),
    path("enlaces/emitir/<int:pk>/", accesos.EmitirEnlace.as_view(), name="enlace-emitir"),
    path("enlaces/<int:pk>/anular/", accesos.RevocarEnlace.as_view(), name="enlace-anular"),
    path("dispositivos/<int:pk>/anular/", accesos.RevocarDispositivo.as_view(), name="dispositivo-anular"),
]
