"""The register of a committee's WhatsApp group. Chats are never read or stored."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comites.models import Comite, GrupoWhatsApp, Integrante
from comites.reglas_de_grupo import VERSION_DE_REGLAS
from comites.services._comun import bloquear, no_futura
from comunes.bitacora import registrar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.documentos import normalizar_celular
from personas.enums import TipoAcceso
from personas.models import AccesoADatos

# The largest group that WhatsApp allows.
MAXIMO_DE_MIEMBROS = 1024
_ENLACE: Final = re.compile(r"(?:https?://)?chat\.whatsapp\.com/(?:invite/)?([A-Za-z0-9_-]{10,40})(?:\?\S*)?")
_SIN_ENLACE: Final = "Este grupo no tiene un enlace de invitación guardado."
PARA_INVITAR: Final = "Invitar a quienes faltan en el grupo"


class Marcados(NamedTuple):
    """What ticks came to: how many of the committee are missing, and who was ticked but had left it."""

    faltan: int
    salieron: list[Integrante]


@dataclass(frozen=True)
class DatosGrupo:
    """The fields of the register that people write. A link of None leaves the stored one alone."""

    celular_administrador: str = ""
    miembros: int | None = None
    abierto: date | None = None
    ultimo_mensaje: date | None = None
    celular_respaldo: str = ""
    enlace: str | None = None


@transaction.atomic
def registrar_grupo_whatsapp(*, actor: Any, comite: Comite, datos: DatosGrupo) -> GrupoWhatsApp:
    """Create the register of the committee's group. Raises ValidationError by field.

    Nobody is in it until somebody ticks who is.
    """
    exigir(actor, Permiso.GRUPO_EDITAR, comite)
    grupo = GrupoWhatsApp(comite=bloquear(comite))
    _poner(grupo, datos)
    try:
        with transaction.atomic():
            grupo.save()
    except IntegrityError as error:
        raise ValidationError(
            "Este comité ya tiene un grupo abierto. Hay que cerrarlo antes de registrar otro."
        ) from error
    registrar(actor=actor, accion="grupo-registrado", objeto=comite)
    return grupo


@transaction.atomic
def actualizar_grupo(*, actor: Any, grupo: GrupoWhatsApp, version: int, datos: DatosGrupo) -> GrupoWhatsApp:
    """Save `datos` over the open group. Raises ValidationError by field, ConflictoDeEdicion."""
    grupo = _tomar_abierto(actor, grupo, version, Permiso.GRUPO_EDITAR)
    _poner(grupo, datos)
    grupo.save()
    registrar(actor=actor, accion="grupo-actualizado", objeto=grupo.comite)
    return grupo


@transaction.atomic
def cerrar_grupo(*, actor: Any, grupo: GrupoWhatsApp, version: int, fecha: date) -> GrupoWhatsApp:
    """Close the group, so that another one may be registered. Raises ValidationError.

    Its link is forgotten, and so is who was in it: the next group starts empty.
    """
    grupo = _tomar_abierto(actor, grupo, version, Permiso.COMITE_EDITAR)
    no_futura("fecha", fecha, "El cierre")
    grupo.cerrado, grupo.enlace = fecha, ""
    grupo.save()
    Integrante.objects.filter(comite=grupo.comite, en_grupo__isnull=False).update(en_grupo=None)
    registrar(actor=actor, accion="grupo-cerrado", objeto=grupo.comite)
    return grupo


@transaction.atomic
def marcar_quienes_estan(
    *, actor: Any, grupo: GrupoWhatsApp, version: int, presentes: Collection[int]
) -> Marcados:
    """Note which of today's members (keys of memberships) are in the group.

    Whoever was already in it keeps the day. Whoever left the committee meanwhile is told apart, and the
    other ticks are saved. Keys of other committees are refused. Raises ValidationError, and
    ConflictoDeEdicion when something would change that was saved after `version` was read.
    """
    comite = _bloquear_abierto(actor, grupo)
    hoy, (estan, salieron) = timezone.localdate(), a_quienes_nombran(comite, presentes)
    suyos = {i.pk: i for i in Integrante.objects.activos(hoy).filter(comite=comite)}
    entran = sorted(pk for pk in estan if suyos[pk].en_grupo is None)
    salen = sorted(pk for pk, i in suyos.items() if i.en_grupo is not None and pk not in estan)
    if entran or salen:  # the same ticks sent twice are no conflict
        tomar_version(grupo, version)
        # The memberships of a mandate already elected, too: they are the same persons.
        vigentes = Integrante.objects.que_siguen(hoy).filter(comite=comite)
        vigentes.filter(persona__in=[suyos[pk].persona_id for pk in entran]).update(en_grupo=hoy)
        vigentes.filter(persona__in=[suyos[pk].persona_id for pk in salen]).update(en_grupo=None)
        registrar(actor=actor, accion="grupo-integrantes", objeto=comite, entran=entran, salen=salen)
    return Marcados(len(suyos) - len(estan), salieron)


def a_quienes_nombran(comite: Comite, claves: Collection[int]) -> tuple[set[int], list[Integrante]]:
    """Return today's memberships of the persons that `claves` name, and the memberships of who left.

    A renewal gives whoever goes on a new membership: ticks made before it still name the same persons.
    Raises ValidationError when one of them never was of `comite`.
    """
    nombradas = Integrante.objects.filter(comite=comite, pk__in=claves).select_related("persona", "cargo")
    nombrados = {i.persona_id: i for i in nombradas}
    if len(nombradas) < len(set(claves)):
        raise ValidationError("Una de las personas marcadas no es de este comité. Revise la lista.")
    activos = Integrante.objects.activos().filter(comite=comite, persona__in=nombrados)
    hoy = dict(activos.values_list("persona", "pk"))
    return set(hoy.values()), [i for persona, i in nombrados.items() if persona not in hoy]


@transaction.atomic
def anotar_reglas_aceptadas(*, actor: Any, grupo: GrupoWhatsApp) -> None:
    """Note that the group accepted today the rules as they read today; again, nothing changes."""
    comite = _bloquear_abierto(actor, grupo)
    fila = GrupoWhatsApp.objects.filter(pk=grupo.pk).exclude(reglas_version=VERSION_DE_REGLAS)
    hoy = timezone.localdate()
    if fila.update(reglas_aceptadas=hoy, reglas_version=VERSION_DE_REGLAS, version=F("version") + 1):
        registrar(actor=actor, accion="grupo-reglas", objeto=comite, texto=VERSION_DE_REGLAS)


@transaction.atomic
def anotar_ultimo_mensaje(*, actor: Any, grupo: GrupoWhatsApp) -> None:
    """Note that somebody wrote in the group today: the day, never what was said."""
    comite = _bloquear_abierto(actor, grupo)
    hoy = timezone.localdate()
    fila = GrupoWhatsApp.objects.filter(pk=grupo.pk).exclude(ultimo_mensaje=hoy)
    if fila.update(ultimo_mensaje=hoy, version=F("version") + 1):
        registrar(actor=actor, accion="grupo-con-mensajes", objeto=comite)


@transaction.atomic
def mostrar_enlace(*, actor: Any, grupo: GrupoWhatsApp) -> AccesoADatos:
    """Put the group's link in the actor's sight for some minutes, and write it in the log.

    Raises ValidationError when there is none.
    """
    exigir(actor, Permiso.GRUPO_INVITAR, grupo)
    if not grupo.enlace:
        raise ValidationError(_SIN_ENLACE)
    acceso = AccesoADatos.objects.create(
        usuario=actor,
        tipo=TipoAcceso.REVELACION,
        campos=que_se_mostro(grupo),
        motivo=PARA_INVITAR,
        hasta=AccesoADatos.plazo(),
    )
    registrar(actor=actor, accion="grupo-enlace-mostrado", objeto=grupo.comite, acceso=acceso.pk)
    return acceso


def enlace_a_la_vista(user: Any, grupo: GrupoWhatsApp) -> str:
    """Return the link when `user` asked for it minutes ago and still may see it; one query."""
    if not grupo.enlace:
        return ""
    vistos = AccesoADatos.objects.filter(
        usuario=user.pk, persona=None, campos=que_se_mostro(grupo), hasta__gt=timezone.now()
    )
    return grupo.enlace if vistos.exists() else ""


def que_se_mostro(grupo: GrupoWhatsApp) -> str:
    """Return what the log calls the link: the group and a fingerprint, never the link itself.

    A link put in its place has another fingerprint: it was shown to nobody yet.
    """
    huella = salted_hmac("comites.grupos.enlace", grupo.enlace, algorithm="sha256").hexdigest()
    return f"enlace del grupo de WhatsApp {grupo.pk} ({huella[:12]})"


def _tomar_abierto(actor: Any, grupo: GrupoWhatsApp, version: int, permiso: Permiso) -> GrupoWhatsApp:
    exigir(actor, permiso, grupo)
    bloquear(grupo.comite)
    fresco = tomar_version(GrupoWhatsApp.objects.select_related("comite").get(pk=grupo.pk), version)
    _exigir_abierto(fresco)
    return fresco


def _bloquear_abierto(actor: Any, grupo: GrupoWhatsApp) -> Comite:
    exigir(actor, Permiso.GRUPO_EDITAR, grupo)
    comite = bloquear(grupo.comite)
    _exigir_abierto(GrupoWhatsApp.objects.get(pk=grupo.pk))
    return comite


def _exigir_abierto(grupo: GrupoWhatsApp) -> None:
    if grupo.cerrado is not None:
        raise ValidationError("Este grupo ya está cerrado.")


def _poner(grupo: GrupoWhatsApp, datos: DatosGrupo) -> None:
    errores = _poner_celulares(grupo, datos)
    if datos.enlace is not None:
        errores |= _poner_enlace(grupo, datos.enlace)
    if datos.miembros is not None and not 1 <= datos.miembros <= MAXIMO_DE_MIEMBROS:
        errores["miembros"] = f"Un grupo tiene entre 1 y {MAXIMO_DE_MIEMBROS} miembros."
    if datos.abierto and datos.ultimo_mensaje and datos.ultimo_mensaje < datos.abierto:
        errores["ultimo_mensaje"] = "El último mensaje es anterior a la apertura del grupo."
    if errores:
        raise ValidationError(errores)
    for campo, que in (("abierto", "La apertura"), ("ultimo_mensaje", "El último mensaje")):
        if (dia := getattr(datos, campo)) is not None:
            no_futura(campo, dia, que)
        setattr(grupo, campo, dia)
    grupo.miembros = datos.miembros


def _poner_celulares(grupo: GrupoWhatsApp, datos: DatosGrupo) -> dict[str, Any]:
    errores: dict[str, Any] = {}
    for campo in ("celular_administrador", "celular_respaldo"):
        try:
            setattr(grupo, campo, normalizar_celular(getattr(datos, campo)))
        except ValidationError as error:
            errores[campo] = error
    respaldo = grupo.celular_respaldo
    if respaldo and respaldo == grupo.celular_administrador and not errores:
        errores["celular_respaldo"] = "Es el mismo celular de quien administra. Elija a otra persona."
    return errores


def _poner_enlace(grupo: GrupoWhatsApp, escrito: str) -> dict[str, str]:
    """Keep the link in one form, however it was copied; WhatsApp's own, and of no other site."""
    hallado = _ENLACE.fullmatch(escrito.strip())
    if escrito.strip() and hallado is None:
        return {"enlace": "Copie el enlace desde WhatsApp: empieza con https://chat.whatsapp.com/"}
    grupo.enlace = f"https://chat.whatsapp.com/{hallado[1]}" if hallado else ""
    return {}
