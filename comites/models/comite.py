"""Committees and their mandates."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from comites.condiciones import condicion_de, estado_en_columna
from comites.enums import EstadoComite
from comites.models.integrante import PRESIDENCIA, Integrante, por_su_comite
from comites.vigencia import limite_de_silencio, ultimo_dia_de_aviso
from comunes.campos_derivados import EnteroDerivado, FechaDerivada
from comunes.consultas import Hay, al_paso
from comunes.models import Ordenable, Versionado
from espacios.models import EnUnEspacio, EspacioPublico
from territorio.alcance import alcance_de

if TYPE_CHECKING:
    from comites.models.grupo import GrupoWhatsApp


_FILTRADOS = ("disuelto", "ultimo_fin", "miembros_sin_fin", "ultimo_mensaje")
_DEL_MANDATO = ("inicio", "fin", "acta", "acta_validada")


class ComiteQuerySet(models.QuerySet["Comite"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "ComiteQuerySet":
        condicion = alcance_de(user, permiso).filtro(
            regiones="region",
            municipalidades="municipalidad",
            comisarias="espacio__comisaria",
            comites="pk",
        )
        return self.none() if condicion is None else self.filter(condicion)

    def activos(self) -> "ComiteQuerySet":
        return self.filter(disuelto__isnull=True)

    def con_vigencia(self) -> "ComiteQuerySet":
        """Annotate `fin_vigencia`: the last day of the latest mandate, or None."""
        return self.annotate(fin_vigencia=F("ultimo_fin"))

    def con_estado(self, dia: date | None = None) -> "ComiteQuerySet":
        """Annotate `estado_derivado` (a value of EstadoComite) and `fin_vigencia` as of `dia` or today."""
        estado = estado_en_columna(Mandato.objects, dia or timezone.localdate())
        return self.con_vigencia().annotate(estado_derivado=estado)

    def con_mandato(self, dia: date | None = None) -> "ComiteQuerySet":
        """Annotate what `Comite.mandato_leido` gives back: the latest mandate begun by `dia` or today."""
        suyos = Mandato.objects.filter(comite=OuterRef("pk"), inicio__lte=dia or timezone.localdate())
        ultimo = suyos.order_by("-inicio")
        return self.annotate(**{f"mandato_{c}": Subquery(ultimo.values(c)[:1]) for c in _DEL_MANDATO})

    def en_alguno(self, *estados: str, dia: date | None = None) -> "ComiteQuerySet":
        """The committees whose derived state is one of `estados` on `dia` or today."""
        dia = dia or timezone.localdate()
        condicion = Q(pk__in=[])
        for estado in estados:
            condicion |= condicion_de(estado, Mandato.objects, dia)
        return self.filter(condicion)

    def por_renovar(self, dia: date | None = None) -> "ComiteQuerySet":
        """Active committees whose mandate is over or about to be, by the shortest way: the last end."""
        dia = dia or timezone.localdate()
        if settings.EXIGIR_ACTA_VALIDADA:  # a later mandate may not count yet
            return self.activos().en_alguno(EstadoComite.VENCIDO, EstadoComite.POR_VENCER, dia=dia)
        fines = Q(fecha_constitucion__lte=dia, ultimo_fin__lte=ultimo_dia_de_aviso(dia))
        return self.activos().filter(fines, primer_inicio__lte=dia)

    def con_lugar(self) -> "ComiteQuerySet":
        return self.select_related("espacio__distrito", "espacio__region", "espacio__municipalidad")

    def con_grupo(self) -> "ComiteQuerySet":
        """Join the open group as `grupo_abierto` (None without one)."""
        abierto = FilteredRelation("grupos", condition=Q(grupos__cerrado__isnull=True))
        return self.annotate(grupo_abierto=abierto).select_related("grupo_abierto")  # type: ignore[misc]

    def con_integrantes(self, dia: date | None = None) -> "ComiteQuerySet":
        """Annotate `total_integrantes`: who belongs to the committee on `dia` or today."""
        suyos = Integrante.objects.activos(dia).filter(comite=OuterRef("pk")).order_by().values("comite")
        total = Subquery(suyos.annotate(n=Count("pk")).values("n"))
        return self.annotate(total_integrantes=Coalesce(total, 0))

    def con_pocos_integrantes(self) -> "ComiteQuerySet":
        """The committees with fewer members than the programme recommends."""
        minimo = settings.MINIMO_INTEGRANTES
        filas = self.filter(miembros_sin_fin__lt=minimo).con_integrantes()  # never more than there are
        return filas.filter(total_integrantes__lt=minimo)  # type: ignore[misc]

    def sin_presidencia(self) -> "ComiteQuerySet":
        """The committees where nobody presides today."""
        presidentes = Integrante.objects.activos().filter(comite=OuterRef("pk"), cargo__slug=PRESIDENCIA)
        return self.filter(~Hay(presidentes), presidencias_sin_fin=0)

    def con_gente_sin_permiso(self) -> "ComiteQuerySet":
        """The committees where somebody's consent to the programme was never written down."""
        return self.filter(Hay(Integrante.objects.sin_permiso().filter(comite=OuterRef("pk"))))

    def con_grupo_callado(self, dia: date | None = None) -> "ComiteQuerySet":
        """The committees whose open group is silent: its last post, when it is known, lies too far behind."""
        return self.filter(
            al_paso("ultimo_mensaje", antes_de=limite_de_silencio(dia or timezone.localdate()))
        )

    def sin_grupo(self) -> "ComiteQuerySet":
        """The committees without an open WhatsApp group."""
        return self.filter(grupos_abiertos=0)


class Comite(EnUnEspacio, Ordenable, Versionado):
    """Organised neighbours who sustain one recovered space."""

    campos_de_busqueda = ("nombre",)
    indexada = True
    # The open group, on rows read through `con_grupo`; the join sets nothing where there is none.
    grupo_abierto: "GrupoWhatsApp | None" = None

    nombre = models.CharField("nombre", max_length=200)
    espacio = models.ForeignKey(EspacioPublico, models.PROTECT, related_name="comites")
    fecha_constitucion = models.DateField("fecha de constitución", null=True, blank=True)
    disuelto = models.DateField("fecha de disolución", null=True, blank=True)
    # Kept by triggers (`comites.disparadores`): the first and the last day of its mandates…
    primer_inicio = FechaDerivada("inicio del primer mandato", null=True, editable=False)
    ultimo_fin = models.DateField("fin del último mandato", null=True, editable=False)
    # …the last post of its open group, when it is known…
    ultimo_mensaje = FechaDerivada("último mensaje del grupo", null=True, editable=False)
    # …and how many members, presidents and groups it has for certain.
    miembros_sin_fin = EnteroDerivado(default=0, db_default=0, editable=False)
    presidencias_sin_fin = EnteroDerivado(default=0, db_default=0, editable=False)
    grupos_abiertos = EnteroDerivado(default=0, db_default=0, editable=False)
    motivo_disolucion = models.CharField("motivo de la disolución", max_length=200, blank=True, default="")

    objects = ComiteQuerySet.as_manager()

    class Meta:
        verbose_name = "comité"
        verbose_name_plural = "comités"
        ordering = ("clave_orden", "pk")
        # What comes after the key is compared in the index itself while the list is walked in its order.
        indexes = [
            models.Index(fields=["clave_orden", "id", *_FILTRADOS], name="comite_orden_idx"),
            models.Index(
                fields=["region", "clave_orden", "id", *_FILTRADOS, "municipalidad"], name="comite_region_idx"
            ),
            models.Index(fields=["municipalidad", "clave_orden", "id", *_FILTRADOS], name="comite_muni_idx"),
            models.Index(fields=["region", "id"], name="comite_region_nuevos_idx"),
            models.Index(
                fields=["clave_orden", "id"],
                name="comite_sin_presidencia_idx",
                condition=Q(presidencias_sin_fin=0, disuelto__isnull=True),
            ),
            models.Index(
                fields=["clave_orden", "id"],
                name="comite_sin_grupo_idx",
                condition=Q(grupos_abiertos=0, disuelto__isnull=True),
            ),
            models.Index(fields=["primer_inicio"], name="comite_primer_inicio_idx"),
            models.Index(
                fields=["disuelto"], name="comite_disuelto_idx", condition=Q(disuelto__isnull=False)
            ),
            models.Index(fields=["fecha_constitucion"], name="comite_constitucion_idx"),
            models.Index(fields=["ultimo_fin", "id"], name="comite_ultimo_fin_idx"),
            models.Index(fields=["region", "ultimo_fin", "id"], name="comite_region_fin_idx"),
            models.Index(fields=["municipalidad", "ultimo_fin", "id"], name="comite_muni_fin_idx"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["espacio"],
                condition=Q(disuelto__isnull=True),
                name="comite_uno_activo_por_espacio",
                violation_error_message="Este espacio ya tiene un comité activo.",
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("comites:comite-detalle", args=[self.pk])

    @property
    def mandato_leido(self) -> "Mandato | None":
        """The mandate of a row read through `con_mandato`; to look at, not to save."""
        campos = {c: getattr(self, f"mandato_{c}") for c in _DEL_MANDATO}
        return Mandato(comite=self, **campos) if campos["inicio"] else None


class MandatoQuerySet(models.QuerySet["Mandato"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "MandatoQuerySet":
        condicion = por_su_comite(user, permiso)
        return self.none() if condicion is None else self.filter(condicion)

    def que_cuentan(self) -> "MandatoQuerySet":
        """Those that make a committee's state: all, or with a validated acta if the programme asks for it."""
        return self.filter(acta_validada__isnull=False) if settings.EXIGIR_ACTA_VALIDADA else self

    def en_fecha(self, dia: date) -> "MandatoQuerySet":
        return self.filter(inicio__lte=dia, fin__gte=dia)


class Mandato(models.Model):
    """The period for which a directive was elected, first and last day included.

    The database refuses two mandates of one committee that share a day: an exclusion constraint on
    PostgreSQL, triggers on SQLite (migration `mandatos_sin_cruces`).
    """

    comite = models.ForeignKey(Comite, models.PROTECT, related_name="mandatos")
    inicio = models.DateField("inicio")
    fin = models.DateField("fin")
    acta = models.CharField("acta de elección", max_length=120, blank=True, default="")
    # The day on which somebody else than its author validated the signed acta.
    acta_validada = models.DateField("acta validada", null=True, blank=True)
    creado = models.DateTimeField(auto_now_add=True)

    objects = MandatoQuerySet.as_manager()

    class Meta:
        verbose_name = "mandato"
        verbose_name_plural = "mandatos"
        ordering = ("-inicio",)
        indexes = [
            models.Index(fields=["comite", "-fin"], name="mandato_fin_idx"),
            models.Index(fields=["fin", "comite"], name="mandato_por_fin_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gt=F("inicio")),
                name="mandato_fechas_en_orden",
                violation_error_message="La vigencia termina antes de empezar.",
            ),
            models.UniqueConstraint(fields=["comite", "inicio"], name="mandato_un_inicio"),
        ]

    def __str__(self) -> str:
        return f"{self.inicio:%d/%m/%Y} a {self.fin:%d/%m/%Y}"
