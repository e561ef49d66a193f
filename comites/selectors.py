"""Reads of committees: who sits in one, what is vacant, what happened."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import cached_property

from comites.enums import AGREGADO_POR_LIDER, EstadoComite, EstadoEjemplar, MotivoAsamblea
from comites.models import (
    Asamblea,
    Cargo,
    Comite,
    ComiteQuerySet,
    EjemplarFirmado,
    EjemplarQuerySet,
    Integrante,
    IntegranteQuerySet,
    Mandato,
)
from comites.models.integrante import retiro_su_permiso
from comites.permissions import grado_en
from comites.quorum import quorum_de
from comunes.bitacora import historial
from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.models import Asignacion
from cuentas.roles import Rol
from personas.models import Persona
from personas.models.consentimiento import permiso_retirado, sin_permiso
from personas.permissions import DatosVisibles, mostrar
from personas.selectors import Hallazgo, buscar_por_documento
from territorio.alcance import alcance_de

TOPE_DE_CUENTA = 1_000
# For how long the committee's page marks who was added by the leader.
DIAS_A_LA_VISTA = 30
# The figures beside the states when there are too many to count.
SIN_CONTAR: dict[str, int | None] = dict.fromkeys(("", *EstadoComite.values))


@dataclass(frozen=True)
class FichaIntegrante:
    """A membership as this user may read it."""

    integrante: Integrante
    datos: DatosVisibles
    con_acceso: bool = False
    retiro_permiso: bool = False  # the one to be in the group
    sin_permiso: bool = False  # nobody wrote down that they agreed to the programme
    retiro_el_del_programa: bool = False

    @property
    def nombre(self) -> str:
        return self.datos.nombre_o_reserva

    @property
    def cargo(self) -> str:
        """The office, as the person is called; in both forms when the name is not shown."""
        cargo = self.integrante.cargo
        return cargo.nombre_para(self.integrante.persona.sexo) if self.datos.nombre else cargo.nombre

    @property
    def lidera(self) -> bool:
        return bool(self.integrante.cargo.directivo)

    def estaba(self, dia: date) -> bool:
        """Say whether the membership covers `dia`: the day of leaving is no longer its own."""
        return self.integrante.desde <= dia and not self.salio(dia)

    def salio(self, dia: date) -> bool:
        return self.integrante.hasta is not None and self.integrante.hasta <= dia


@dataclass(frozen=True)
class Vacante:
    """A unique office that nobody holds, and who stands in for it meanwhile."""

    cargo: Cargo
    suplente: FichaIntegrante | None


@dataclass
class Padron:
    """The roll of a committee: who is in it, who was, and which unique offices nobody holds."""

    actuales: list[FichaIntegrante]
    anteriores: list[FichaIntegrante]

    @cached_property
    def vacantes(self) -> list[Cargo]:
        """The unique offices that nobody holds; one query, when a page asks."""
        ocupados = {f.integrante.cargo_id for f in self.actuales}
        return [c for c in Cargo.objects.filter(unico=True, activo=True) if c.pk not in ocupados]

    @property
    def vacancias(self) -> list[Vacante]:
        """The vacant offices with who holds the one that stands in for each."""
        suplentes = {f.integrante.cargo.suple_a_id: f for f in reversed(self.actuales)}
        return [Vacante(cargo, suplentes.get(cargo.pk)) for cargo in self.vacantes]

    @property
    def sin_permiso(self) -> list[FichaIntegrante]:
        return [f for f in self.actuales if f.sin_permiso]

    @property
    def quorum(self) -> int:
        return quorum_de(self.total)

    @property
    def total(self) -> int:
        return len(self.actuales)

    @property
    def mujeres(self) -> int:
        return sum(f.integrante.persona.sexo == "mujer" for f in self.actuales)

    @property
    def minimo(self) -> int:
        return int(settings.MINIMO_INTEGRANTES)

    @property
    def son_pocos(self) -> bool:
        return self.total < self.minimo


def por_completar(tipo: str, numero: str) -> Persona | None:
    """Return who has that document and is known by it and a name alone, in no committee ever: from a talk.

    Nobody has them in sight, and no birth date could prove who they are: their data are asked for, as of
    somebody new.
    """
    filas = Persona.objects.con_documento(numero, tipo).filter(fecha_nacimiento=None, usuario=None)
    return filas.exclude(Exists(Integrante.objects.filter(persona=OuterRef("pk")))).first()


def buscar_para_sumar(user: Any, *, tipo: str, numero: str) -> Hallazgo:
    """Look for a document as `buscar_por_documento` does; whoever has still to be completed is nobody yet."""
    hallazgo = buscar_por_documento(user, tipo=tipo, numero=numero)
    return Hallazgo() if hallazgo.fuera and por_completar(tipo, numero) else hallazgo


def con_eleccion_llamada(filas: Any) -> Any:
    """Annotate `eleccion_llamada`: the day of the latest election called since the last mandate began, while
    it has no result; one that was let drop before is history.
    """
    llamadas = Asamblea.objects.filter(comite=OuterRef("pk"), mandato=None, motivo=MotivoAsamblea.RENOVACION)
    empezo_otro = Mandato.objects.filter(comite=OuterRef("comite"), inicio__gte=OuterRef("fecha"))
    llamadas = llamadas.filter(~Exists(empezo_otro))
    return filas.annotate(eleccion_llamada=Subquery(llamadas.order_by("-fecha", "-pk").values("fecha")[:1]))


def padron_de(user: Any, comite: Comite, dia: date | None = None) -> Padron:
    """Return the roll of `comite` as `user` may read it; one query."""
    dia = dia or timezone.localdate()
    fichas = fichas_de(user, comite)
    return Padron([f for f in fichas if f.estaba(dia)], [f for f in fichas if f.salio(dia)])


def fichas_de(user: Any, comite: Comite) -> list[FichaIntegrante]:
    """Return every membership `comite` ever had as `user` may read it; one query."""
    return [_ficha(user, comite, i) for i in _membresias(comite)]


def _membresias(comite: Comite) -> Any:
    accesos = Asignacion.objects.vigentes().filter(
        comite=OuterRef("comite"), usuario=OuterRef("persona__usuario"), rol=Rol.LIDER_COMITE
    )
    filas = Integrante.objects.filter(comite=comite).select_related("persona", "cargo")
    filas = filas.annotate(tiene_acceso=Exists(accesos), retiro=retiro_su_permiso())
    filas = filas.annotate(falta=sin_permiso("persona"), retirado=permiso_retirado("persona"))
    return filas.order_by("cargo__orden", "desde", "pk")


def _ficha(user: Any, comite: Comite, integrante: Any) -> FichaIntegrante:
    grado = grado_en(user, comite, es_directivo=integrante.cargo.directivo)
    datos = mostrar(integrante.persona, grado)
    permisos = (integrante.retiro, integrante.falta, integrante.retirado)
    return FichaIntegrante(integrante, datos, integrante.tiene_acceso, *permisos)


def membresias_visibles(user: Any, persona: Persona) -> list[Integrante]:
    """Return the current memberships of `persona` in the committees that `user` sees."""
    filas = Integrante.objects.activos().visible_to(user, Permiso.COMITE_VER).filter(persona=persona)
    return list(filas.select_related("cargo", "comite"))


def historia_de(comite: Comite, tope: int = 30) -> list[Evento]:
    """Return the latest events of `comite`, newest first."""
    return list(historial(comite)[:tope])


def agregados_por_su_lider(comite: Comite) -> set[int]:
    """Return the memberships that the leader of `comite` added in the last thirty days; one query."""
    desde = timezone.now() - timedelta(days=DIAS_A_LA_VISTA)
    eventos = historial(comite).filter(accion=AGREGADO_POR_LIDER, fecha__gte=desde)
    return {datos["integrante"] for datos in eventos.values_list("datos", flat=True)}


def quien_renovo(comite: Comite) -> Evento | None:
    """Return the latest renewal of `comite` as the history has it, with its actor."""
    return historial(comite).filter(accion="mandato-renovado").first()


def cuentas_por_estado(filas: ComiteQuerySet) -> dict[str, int | None]:
    """Return how many of `filas` are in each state and in all («», without the dissolved).

    Two queries. From more than `TOPE_DE_CUENTA` rows on the figures are None, «many», without asking for the
    state of any, so that the country's list costs what a municipality's does.
    """
    if filas.order_by().values("pk")[: TOPE_DE_CUENTA + 1].count() > TOPE_DE_CUENTA:
        return SIN_CONTAR
    halladas = Counter(filas.con_estado().order_by().values_list("estado_derivado", flat=True))  # type: ignore[misc]
    cuentas: dict[str, int | None] = {e: halladas[e] for e in EstadoComite.values}
    vivas = sum(n for e, n in halladas.items() if e != EstadoComite.DISUELTO)
    return {"": vivas} | cuentas


def ejemplares_por_validar(user: Any) -> EjemplarQuerySet:
    """Return the signed papers that wait for `user`: never of what they issued or uploaded themselves."""
    filas = EjemplarFirmado.objects.visible_to(user, Permiso.ACTA_VALIDAR)
    ajenas = filas.filter(estado=EstadoEjemplar.POR_VALIDAR).exclude(subido_por=user)
    en_pie = ajenas.exclude(emitido_por=user).filter(documento__anulado=None)
    lugar = ("documento__comite__espacio__distrito", "documento__comite__espacio__region", "subido_por")
    return en_pie.select_related(*lugar).order_by("creado", "pk")


def agregados_por_revisar(user: Any) -> IntegranteQuerySet:
    """Return those that leaders added and wait for `user` to look at them, the longest waiting first."""
    visibles = Comite.objects.visible_to(user, Permiso.COMITE_EDITAR).filter(pk=OuterRef("comite"))
    filas = Integrante.objects.por_revisar().filter(Exists(visibles))  # few wait: each is asked for its place
    lugar = ("comite__espacio__distrito", "comite__espacio__region")
    return filas.select_related("persona", "cargo", *lugar).order_by("desde", "pk")


def comites_sin_permisos(user: Any) -> ComiteQuerySet:
    """Return the committees where consents are still to be obtained, with `faltan_permisos`, how many.

    Whoever watches a region or the country gets none: they are not who asks the persons, and looking
    into each committee takes long.
    """
    suyos = Integrante.objects.sin_permiso().filter(comite=OuterRef("pk")).order_by().values("comite")
    visibles = Comite.objects.visible_to(user, Permiso.PAPEL_LLEVAR).activos().con_gente_sin_permiso()
    filas = visibles.annotate(faltan_permisos=Subquery(suyos.annotate(n=Count("pk")).values("n")))
    filas = filas.select_related("espacio__distrito").order_by("clave_orden", "pk")
    alcance = alcance_de(user, Permiso.PAPEL_LLEVAR)
    return filas.none() if alcance.nacional or alcance.regiones else filas
