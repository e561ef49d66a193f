"""What an administrator does to one account besides editing it: each asks once, then calls a service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cuentas.adaptador import hay_otro_factor
from cuentas.models import Usuario
from cuentas.services import desactivar_usuario, invitar, quitar_segundo_paso, reactivar_usuario


@dataclass(frozen=True)
class AccionDeCuenta:
    """Words, when it is offered, and the service it calls."""

    boton: str
    titulo: str
    detalle: str
    hecho: str
    disponible: Callable[[Usuario], bool]
    servicio: Callable[..., Any]
    con_raiz: bool = False

    def ejecutar(self, request: HttpRequest, usuario: Usuario) -> None:
        extra = {"raiz": request.build_absolute_uri("/")} if self.con_raiz else {}
        self.servicio(actor=request.user, usuario=usuario, **extra)


ACCIONES = {
    "invitar": AccionDeCuenta(
        boton="Enviar invitación",
        titulo="¿Enviar la invitación a {}?",
        detalle="Recibirá un correo con un enlace para poner su contraseña. Sirve por 24 horas.",
        hecho="La invitación va en camino a su correo.",
        disponible=lambda u: u.is_active and bool(u.email),
        servicio=invitar,
        con_raiz=True,
    ),
    "quitar-segundo-paso": AccionDeCuenta(
        boton="Quitar segundo paso",
        titulo="¿Quitar el segundo paso de {}?",
        detalle=(
            "Hágalo solo si perdió su celular y comprobó que es la persona. Se cierran sus sesiones, se le "
            "avisa por correo y al entrar tendrá que configurar otro."
        ),
        hecho="Se quitó el segundo paso. Al entrar configurará otro.",
        disponible=lambda u: u.is_active and hay_otro_factor(u),
        servicio=quitar_segundo_paso,
    ),
    "desactivar": AccionDeCuenta(
        boton="Desactivar",
        titulo="¿Desactivar la cuenta de {}?",
        detalle="Dejará de entrar desde este momento. Lo que hizo queda en el historial con su nombre.",
        hecho="La cuenta quedó desactivada.",
        disponible=lambda u: u.is_active,
        servicio=desactivar_usuario,
    ),
    "reactivar": AccionDeCuenta(
        boton="Reactivar",
        titulo="¿Reactivar la cuenta de {}?",
        detalle="Volverá a entrar con las funciones que sigan vigentes.",
        hecho="La cuenta quedó activa.",
        disponible=lambda u: not u.is_active,
        servicio=reactivar_usuario,
    ),
}

# The words of an account's history.
HISTORIA = {
    "cuenta-creada": "Se creó la cuenta",
    "cuenta-editada": "Se corrigieron sus datos",
    "cuenta-desactivada": "Se desactivó la cuenta",
    "cuenta-reactivada": "Se reactivó la cuenta",
    "funcion-asignada": "Se le asignó una función",
    "funcion-terminada": "Terminó una función",
    "funcion-con-fecha": "Cambió la fecha final de una función",
    "trabajo-entregado": "Entregó su trabajo a otra cuenta",
    "trabajo-recibido": "Recibió el trabajo de otra cuenta",
    "invitacion-enviada": "Se le envió la invitación",
    "primera-cuenta": "Se creó como primera cuenta de la instalación",
    "ingreso": "Entró al sistema",
    "sesiones-cerradas": "Cerró todas sus sesiones",
    "segundo-factor-agregado": "Agregó un segundo paso",
    "segundo-factor-quitado": "Quitó un segundo paso",
    "segundo-paso-quitado": "La administración le quitó el segundo paso",
    "lider-creado": "Se creó la cuenta de líder",
    "enlace-emitido": "Se le emitió un enlace personal",
    "enlace-usado": "Usó su enlace personal y eligió un PIN",
    "enlace-anulado": "Se anuló su enlace personal",
    "pin-cambiado": "Cambió su PIN",
    "dispositivo-anulado": "Se quitó un celular de confianza",
    "dispositivo-agotado": "Un celular perdió la confianza por PIN equivocados",
}
