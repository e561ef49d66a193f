"""Sample messages for the groups: two by theme, most of them sent, this month and the last."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from comites.enums import Tema
from comites.models import Comite, Difusion, GrupoWhatsApp, Mensaje
from comites.services import DatosMensaje, anotar_difusion, escribir_mensaje, publicar_mensaje
from comunes.fotos import Foto
from cuentas.models import Usuario
from cuentas.roles import Rol
from portal.ejemplo.dibujos import foto_de_actividad

GRUPOS_CON_ENVIOS: Final = 24
DIAS_ATRAS: Final = 45
_TEXTOS: Final = (
    (
        Tema.SEGURIDAD,
        "Si ves algo raro, llama al 105",
        "Vecina, vecino: si ves algo raro en la calle, llama al 105. La llamada es gratis.\n\n"
        "Di dónde estás y qué pasa. No te acerques. Después avisa a tu comité.",
    ),
    (
        Tema.SEGURIDAD,
        "La luz del parque",
        "¿Hay un foco apagado en el parque? Toma una foto y pásala a tu comité.\n\n"
        "Un parque con luz es un parque con gente. Y donde hay gente, todos cuidamos.",
    ),
    (
        Tema.CONVIVENCIA,
        "Quince minutos para conversar",
        "Hoy, quince minutos sin celular en casa. Pregunta cómo les fue y escucha sin corregir.\n\n"
        "Hablar a diario ayuda a resolver los problemas a tiempo.",
    ),
    (
        Tema.CONVIVENCIA,
        "Acuerdos con los vecinos",
        "¿Música alta o basura en la puerta? Primero conversa, con calma y de día.\n\n"
        "Si no hay acuerdo, tu comité puede ayudar a que se escuchen.",
    ),
    (
        Tema.VIOLENCIA,
        "Línea 100: todos los días",
        "Si tú o alguien que conoces vive violencia en casa, llama a la Línea 100. Es gratis y atiende "
        "las 24 horas.\n\nNo estás sola. También puedes ir al Centro Emergencia Mujer más cercano.",
    ),
    (
        Tema.EMERGENCIA,
        "Agua tapada, casa sin dengue",
        "Tapa los baldes y lava los tachos cada semana. El zancudo del dengue nace en agua limpia.\n\n"
        "Si tienes fiebre y dolor de cuerpo, ve al puesto de salud. No te automediques.",
    ),
)
_CON_IMAGEN: Final = (
    Tema.CONVIVENCIA,
    "Faena del fin de semana",
    "Este fin de semana limpiamos el parque entre todas y todos. Trae escoba, guantes y una bolsa.\n\n"
    "Con una hora alcanza. Las niñas y los niños vienen con una persona adulta.",
)
_SE_VE: Final = "Dibujo de vecinas y vecinos que barren un parque con árboles y faroles."
_BORRADOR: Final = (
    Tema.EMERGENCIA,
    "Campaña de vacunación del distrito",
    "La municipalidad, en coordinación con la dirección regional correspondiente, comunica la próxima "
    "realización de una campaña descentralizada de inmunización dirigida prioritariamente a población "
    "vulnerable.",
)


def escribir_y_enviar(*, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    """Publish the library, leave a draft that reads badly, and note some of it as sent.

    The sample leader's group still lacks the newest one, to share.
    """
    nacional = cuentas[Rol.RESPONSABLE_NACIONAL]
    mensajes = [_publicar(nacional, *texto) for texto in _TEXTOS]
    dibujo = foto_de_actividad("limpieza-o-faena", 0)
    mensajes.append(_publicar(nacional, *_CON_IMAGEN, imagen=dibujo, alt=_SE_VE))
    escribir_mensaje(actor=nacional, datos=_datos(*_BORRADOR))
    abiertos = GrupoWhatsApp.objects.filter(cerrado=None, comite__disuelto=None).select_related("comite")
    for numero, grupo in enumerate(abiertos.order_by("pk")[:GRUPOS_CON_ENVIOS]):
        for vez, mensaje in enumerate(mensajes[numero % 2 : 5 : 2 + numero % 3]):
            _enviar(nacional, mensaje, grupo, dias=(numero * 3 + vez * 11) % DIAS_ATRAS)
    if propio := abiertos.filter(comite=comite).first():
        _enviar(cuentas[Rol.COORDINADOR_MUNICIPAL], mensajes[2], propio, dias=6)


def _datos(tema: Tema, titulo: str, texto: str, alt: str = "") -> DatosMensaje:
    desde = timezone.localdate() - timedelta(days=DIAS_ATRAS)
    return DatosMensaje(tema=tema, titulo=titulo, texto=texto, desde=desde, imagen_alt=alt)


def _publicar(
    nacional: Usuario, tema: Tema, titulo: str, texto: str, *, imagen: Foto | None = None, alt: str = ""
) -> Mensaje:
    mensaje = escribir_mensaje(actor=nacional, datos=_datos(tema, titulo, texto, alt), imagen=imagen)
    return publicar_mensaje(actor=nacional, mensaje=mensaje, version=mensaje.version)


def _enviar(quien: Usuario, mensaje: Mensaje, grupo: GrupoWhatsApp, *, dias: int) -> None:
    """Note it as sent `dias` ago: the services only know of today."""
    previo, dia = grupo.ultimo_mensaje, timezone.localdate() - timedelta(days=dias)
    difusion = anotar_difusion(actor=quien, mensaje=mensaje, grupo=grupo)
    Difusion.objects.filter(pk=difusion.pk).update(dia=dia, creado=timezone.now() - timedelta(days=dias))
    grupo.ultimo_mensaje = max(previo, dia) if previo else dia
    GrupoWhatsApp.objects.filter(pk=grupo.pk).update(ultimo_mensaje=grupo.ultimo_mensaje)
