"""Sample talks: one or more in each state, with people of the committees, of the public, and only counted."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from capacitaciones.enums import Modalidad, OrigenInscripcion, TemaSesion
from capacitaciones.models import Constancia, Inscripcion, Sesion
from capacitaciones.reglas import DatosInscripcion, DatosSesion
from capacitaciones.services import (
    abrir_sesion,
    cancelar_sesion,
    cerrar_sesion,
    crear_sesion,
    guardar_asistencia,
    inscribir,
    reemitir_constancia,
    revocar_constancia,
)
from comites.models import Comite, Integrante
from cuentas.models import Usuario
from cuentas.roles import Rol
from personas.models import Persona
from portal.ejemplo.reloj import hace

DE_NOCHE: Final = time(19)
ENLACE: Final = "https://reunion.ejemplo.pe/charla"
# Documents that nobody of the sample workbook has.
PRIMER_DNI: Final = 79_400_100
_PUBLICO: Final = (
    ("Rosalía", "Ccahuana Ríos"),
    ("Edwin", "De la Cruz Soto"),
    ("Maribel", "Núñez Palacios"),
    ("Teodoro", "Huamán Quiroz"),
    ("Shirley", "Aguilar Bances"),
    ("Percy", "Ñahui Montes"),
    ("Luzmila", "Vílchez Purizaca"),
    ("Joel", "Sandoval Inga"),
)


@dataclass(frozen=True)
class Charla:
    """`dias` from today, the past negative; `hasta` is the last step that it reached."""

    tema: TemaSesion
    titulo: str
    dias: int
    hasta: str
    para: str = "pais"
    modalidad: Modalidad = Modalidad.VIRTUAL
    aforo: int | None = None
    desde: int = 0
    integrantes: int = 6
    publico: int = 3
    contadas: int = 0


_M: Final = Modalidad
CHARLAS: Final = (
    Charla(TemaSesion.SEGURIDAD, "Vecinos atentos: qué avisar y a quién", -48, "cerrar", contadas=12),
    Charla(
        TemaSesion.VIOLENCIA,
        "Cómo acompañar a quien vive violencia en casa",
        -34,
        "cerrar",
        desde=2,
        publico=5,
    ),
    Charla(
        TemaSesion.CPTED,
        "Leer el parque con otros ojos",
        -20,
        "cerrar",
        "municipalidad",
        _M.PRESENCIAL,
        30,
        integrantes=4,
        contadas=7,
    ),
    Charla(
        TemaSesion.ORGANIZACION,
        "Asambleas que terminan en acuerdos",
        -9,
        "cerrar",
        "region",
        desde=3,
        publico=2,
    ),
    Charla(TemaSesion.CONVIVENCIA, "Vivir sin gritos", -2, "asistencia", "municipalidad", _M.HIBRIDA, 40),
    Charla(TemaSesion.LIDERAZGO, "Conducir sin mandar", 4, "abrir", aforo=9, desde=1, publico=2),
    Charla(TemaSesion.EMERGENCIA, "Agua guardada, casa sin dengue", 11, "abrir", "region", publico=4),
    Charla(TemaSesion.INCIDENCIA, "Pedir y lograr: del oficio a la respuesta", 24, "crear"),
    Charla(TemaSesion.GOBIERNO_ABIERTO, "Qué hace la municipalidad con el presupuesto", 6, "cancelar"),
)


def dar_charlas(*, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    """Give the talks of the table, each step on the day it would have been taken."""
    gente = _gente_de_comites(comite)
    for charla in CHARLAS:
        _dar(charla, cuentas, comite, gente)
    _cambiar_constancias(cuentas[Rol.RESPONSABLE_NACIONAL])


def _gente_de_comites(comite: Comite) -> list[Persona]:
    """Return members to invite: those of the sample leader's committee first."""
    cerca = Comite.objects.activos().filter(espacio__region=comite.espacio.region_id)
    filas = Integrante.objects.activos().filter(comite__in=cerca, persona__anonimizada__isnull=True)
    orden = sorted(
        filas.select_related("persona"), key=lambda i: (i.comite_id != comite.pk, i.comite_id, i.pk)
    )
    return list({i.persona_id: i.persona for i in orden if i.persona.numero_documento}.values())


def _dar(charla: Charla, cuentas: dict[Rol, Usuario], comite: Comite, gente: list[Persona]) -> None:
    nacional, facilita = cuentas[Rol.RESPONSABLE_NACIONAL], cuentas[Rol.FACILITADOR]
    with hace(max(0, 14 - charla.dias)):
        sesion = crear_sesion(actor=nacional, datos=_datos(charla, facilita, comite))
        if charla.hasta == "crear":
            return
        sesion = abrir_sesion(actor=facilita, sesion=sesion, version=sesion.version)
    with hace(max(0, 5 - charla.dias)):
        inscritas = _inscribir(charla, sesion, nacional, gente)
        if charla.hasta == "cancelar":
            motivo = "La municipalidad cambió la fecha de su audiencia: se dará más adelante."
            cancelar_sesion(actor=nacional, sesion=sesion, version=sesion.version, motivo=motivo)
    if charla.hasta in ("asistencia", "cerrar"):
        with hace(-charla.dias, hora=time(21, 30)):
            _anotar(charla, sesion, facilita, inscritas)


def _datos(charla: Charla, facilita: Usuario, comite: Comite) -> DatosSesion:
    # Created two weeks before the talk, or today: the clock of `hace` says when «today» is.
    faltan = 14 if charla.dias < 14 else charla.dias
    dia = timezone.localdate() + timedelta(days=faltan)
    inicio = timezone.make_aware(datetime.combine(dia, DE_NOCHE))
    espacio = comite.espacio
    return DatosSesion(
        tema=charla.tema,
        titulo=charla.titulo,
        descripcion="Con casos de la vida diaria y tiempo para preguntas. No hace falta experiencia.",
        modalidad=charla.modalidad,
        inicio=inicio,
        fin=inicio + timedelta(hours=2),
        facilitador=facilita,
        aforo=charla.aforo,
        enlace=ENLACE if charla.modalidad.con_enlace else "",
        lugar="Auditorio de la municipalidad" if charla.modalidad.con_lugar else "",
        region=espacio.region if charla.para == "region" else None,
        municipalidad=espacio.municipalidad if charla.para == "municipalidad" else None,
    )


def _inscribir(charla: Charla, sesion: Sesion, nacional: Usuario, gente: list[Persona]) -> list[Inscripcion]:
    """Register members, some in several talks, and people of the public."""
    invitada = gente[charla.desde : charla.desde + charla.integrantes]
    permiso = DatosInscripcion(nombres="", apellidos="", acepta=True)
    equipo = OrigenInscripcion.EQUIPO
    inscritas = [
        inscribir(actor=nacional, sesion=sesion, datos=permiso, origen=equipo, persona=persona)
        for persona in invitada
    ]
    for numero in range(charla.desde, charla.desde + charla.publico):
        nombres, apellidos = _PUBLICO[numero % len(_PUBLICO)]
        dni = str(PRIMER_DNI + numero % len(_PUBLICO))
        datos = DatosInscripcion(nombres, apellidos, numero_documento=dni, celular="987654321", acepta=True)
        inscritas.append(inscribir(actor=None, sesion=sesion, datos=datos))
    return inscritas


def _anotar(charla: Charla, sesion: Sesion, facilita: Usuario, inscritas: list[Inscripcion]) -> None:
    """Everybody but one came; some more were only counted."""
    sesion.refresh_from_db()
    anonimas = {("mujer", "30-59"): charla.contadas * 2 // 3, ("hombre", ""): charla.contadas // 3}
    presentes = [i.pk for i in inscritas[:-1]]
    guardar_asistencia(
        actor=facilita,
        sesion=sesion,
        version=sesion.version,
        mostradas=[i.pk for i in inscritas],
        presentes=presentes,
        anonimas=anonimas,
    )
    if charla.hasta == "cerrar":
        sesion.refresh_from_db()
        cerrar_sesion(actor=facilita, sesion=sesion, version=sesion.version)


def _cambiar_constancias(nacional: Usuario) -> None:
    """Revoke one and issue another one anew, so that every state of a certificate can be seen."""
    ultimas = list(Constancia.objects.vigentes().order_by("-pk")[:2])
    revocar_constancia(
        actor=nacional, constancia=ultimas[0], motivo="Se anotó por error: esa noche no estuvo en la charla"
    )
    reemitir_constancia(actor=nacional, constancia=ultimas[1])
