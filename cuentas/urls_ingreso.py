"""allauth's named addresses, in Spanish. What is not listed (sign-up, e-mail pages) does not exist."""

from django.urls import path, re_path

from cuentas.views import ingreso, segundo_factor

urlpatterns = [
    path("ingresar/", ingreso.Ingresar.as_view(), name="account_login"),
    path("salir/", ingreso.Salir.as_view(), name="account_logout"),
    path("desactivada/", ingreso.CuentaDesactivada.as_view(), name="account_inactive"),
    path("confirmar/", ingreso.ConfirmarIdentidad.as_view(), name="account_reauthenticate"),
    path("contrasena/cambiar/", ingreso.CambiarContrasena.as_view(), name="account_change_password"),
    path("contrasena/recuperar/", ingreso.RecuperarContrasena.as_view(), name="account_reset_password"),
    path(
        "contrasena/recuperar/enviado/",
        ingreso.RecuperacionEnviada.as_view(),
        name="account_reset_password_done",
    ),
    re_path(
        r"^contrasena/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ingreso.ContrasenaNueva.as_view(),
        name="account_reset_password_from_key",
    ),
    path("segundo-paso/", segundo_factor.SegundoPaso.as_view(), name="mfa_index"),
    path("segundo-paso/codigo/", segundo_factor.Codigo.as_view(), name="mfa_authenticate"),
    path("segundo-paso/confirmar/", segundo_factor.ConfirmarConCodigo.as_view(), name="mfa_reauthenticate"),
    path(
        "segundo-paso/aplicacion/activar/",
        segundo_factor.ActivarAplicacion.as_view(),
        name="mfa_activate_totp",
    ),
    path(
        "segundo-paso/aplicacion/quitar/",
        segundo_factor.QuitarAplicacion.as_view(),
        name="mfa_deactivate_totp",
    ),
    path("segundo-paso/codigos/", segundo_factor.CodigosDeRespaldo.as_view(), name="mfa_view_recovery_codes"),
    path(
        "segundo-paso/codigos/descargar/",
        segundo_factor.DescargarCodigos.as_view(),
        name="mfa_download_recovery_codes",
    ),
    path(
        "segundo-paso/codigos/generar/",
        segundo_factor.GenerarCodigos.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("segundo-paso/llaves/agregar/", segundo_factor.AgregarLlave.as_view(), name="mfa_add_webauthn"),
    path("segundo-paso/llaves/entrar/", segundo_factor.EntrarConLlave.as_view(), name="mfa_login_webauthn"),
    path(
        "segundo-paso/llaves/confirmar/",
        segundo_factor.ConfirmarConLlave.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "segundo-paso/llaves/<int:pk>/nombre/",
        segundo_factor.NombrarLlave.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        "segundo-paso/llaves/<int:pk>/quitar/",
        segundo_factor.QuitarLlave.as_view(),
        name="mfa_remove_webauthn",
    ),
]
