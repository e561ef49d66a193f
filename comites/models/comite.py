"""Committees, their mandates, and who sits in them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from comites.condiciones import condicion_de
from comites.enums import EstadoComite, MotivoSalida, RevisionIntegrante
from comites.vigencia import ultimo_dia_de_aviso
from comunes.models import Buscable, Catalogo, Versionado
from espacios.models import EnUnEspacio, EspacioPublico
from personas.enums import Sexo
from personas.models import Persona
from territorio.alcance import alcance_de

if TYPE_CHECKING:
    from comites.models.grupo import GrupoWhatsApp


_DEL_MANDATO = ("inicio", "fin", "acta", "acta_validada")


class Cargo(Catalogo):
    """An office. Leading ones (`directivo`) need an adult; unique ones have one holder per mandate."""

    unico = models.BooleanField("una sola persona por mandato", default=False)
    directivo = models.BooleanField("cargo directivo", default=False)
    femenino = models.CharField("nombre en femenino", max_length=120, blank=True, default="")
    masculino = models.CharField("nombre en masculino", max_length=120, blank=True, default="")
    suple_a = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suplentes",
        verbose_name="suple a",
        help_text="El cargo cuyas funciones asume mientras está vacante.",
    )

    class Meta(Catalogo.Meta):
        verbose_name = "cargo"
        verbose_name_plural = "cargos"
        constraints = [
            models.CheckConstraint(
                condition=Q(suple_a__isnull=True) | ~Q(suple_a=F("id")),
                name="cargo_no_se_suple_a_si_mismo",
                violation_error_message="Un cargo no puede suplirse a sí mismo.",
            )
        ]

    def nombre_para(self, sexo: str) -> str:
        """Return the office as that person is called: «Presidenta», or both forms when not declared."""
        propio = {Sexo.MUJER.value: self.femenino, Sexo.HOMBRE.value: self.masculino}.get(sexo)
        return propio or self.nombre


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
        ultimo = Mandato.objects.filter(comite=OuterRef("pk")).order_by("-fin").values("fin")[:1]
        return self.annotate(fin_vigencia=Subquery(ultimo))

    def con_estado(self, dia: date | None = None) -> "ComiteQuerySet":
        """Annotate `estado_derivado` (a value of EstadoComite) and `fin_vigencia` as of `dia` or today."""
        dia = dia or timezone.localdate()
        suyos = Mandato.objects.que_cuentan().filter(comite=OuterRef("pk"))
        por_vencer = ~Q(Exists(suyos.filter(fin__gt=ultimo_dia_de_aviso(dia))))
        sin_acta = ~Q(Exists(suyos)) if settings.EXIGIR_ACTA_VALIDADA else Q(pk__in=[])
        return self.con_vigencia().annotate(
            estado_derivado=Case(
                When(disuelto__lte=dia, then=Value(EstadoComite.DISUELTO.value)),
                When(
                    Q(fecha_constitucion=None) | Q(fecha_constitucion__gt=dia) | sin_acta,
                    then=Value(EstadoComite.EN_FORMACION.value),
                ),
                When(Exists(suyos.en_fecha(dia)) & por_vencer, then=Value(EstadoComite.POR_VENCER.value)),
                When(Exists(suyos.en_fecha(dia)), then=Value(EstadoComite.VIGENTE.value)),
                When(Exists(suyos.filter(fin__lt=dia)), then=Value(EstadoComite.VENCIDO.value)),
                default=Value(EstadoComite.CONSTITUIDO.value),
                output_field=models.CharField(),
            )
        )

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
        empezado = Exists(Mandato.objects.filter(comite=OuterRef("pk"), inicio__lte=dia))
        fines = Q(fecha_constitucion__lte=dia, ultimo_fin__lte=ultimo_dia_de_aviso(dia))
        return self.activos().filter(fines, empezado)

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
        return self.con_integrantes().filter(total_integrantes__lt=settings.MINIMO_INTEGRANTES)  # type: ignore[misc]


class Comite(EnUnEspacio, Buscable, Versionado):
    """Organised neighbours who sustain one recovered space."""

    campos_de_busqueda = ("nombre",)
    indexada = True
    # The open group, on rows read through `con_grupo`; the join sets nothing where there is none.
    grupo_abierto: "GrupoWhatsApp | None" = None

    nombre = models.CharField("nombre", max_length=200)
    espacio = models.ForeignKey(EspacioPublico, models.PROTECT, related_name="comites")
    fecha_constitucion = models.DateField("fecha de constitución", null=True, blank=True)
    disuelto = models.DateField("fecha de disolución", null=True, blank=True)
    # Last day of the last mandate; kept by triggers (`comites.disparadores`), to order by it.
    ultimo_fin = models.DateField("fin del último mandato", null=True, editable=False)
    motivo_disolucion = models.CharField("motivo de la disolución", max_length=200, blank=True, default="")

    objects = ComiteQuerySet.as_manager()

    class Meta:
        verbose_name = "comité"
        verbose_name_plural = "comités"
        ordering = ("nombre", "pk")
        indexes = [
            models.Index(fields=["nombre", "id"], name="comite_nombre_idx"),
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


def _por_su_comite(user: Any, permiso: Any) -> Q | None:
    """Return the scope of what hangs from a committee: a join, where a list of keys would be read whole."""
    return alcance_de(user, permiso).filtro(
        regiones="comite__region",
        municipalidades="comite__municipalidad",
        comisarias="comite__espacio__comisaria",
        comites="comite",
    )


class MandatoQuerySet(models.QuerySet["Mandato"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "MandatoQuerySet":
        condicion = _por_su_comite(user, permiso)
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


class IntegranteQuerySet(models.QuerySet["Integrante"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "IntegranteQuerySet":
        condicion = _por_su_comite(user, permiso)
        return self.none() if condicion is None else self.filter(condicion)

    def activos(self, dia: date | None = None) -> "IntegranteQuerySet":
        """Members on `dia` (today by default)."""
        dia = dia or timezone.localdate()
        return self.que_siguen(dia).filter(desde__lte=dia)

    def por_revisar(self) -> "IntegranteQuerySet":
        """Those that a leader added and nobody else has looked at, while they last."""
        return self.filter(revision=RevisionIntegrante.PENDIENTE, hasta__isnull=True)

    def que_siguen(self, dia: date) -> "IntegranteQuerySet":
        """Memberships that last beyond `dia`, begun or not: the day of leaving is no longer theirs."""
        return self.filter(Q(hasta__isnull=True) | Q(hasta__gt=dia))


class Integrante(Versionado):
    """A person's membership in a committee, with its office and its dates."""

    comite = models.ForeignKey(Comite, models.PROTECT, related_name="integrantes", verbose_name="comité")
    mandato = models.ForeignKey(Mandato, models.PROTECT, null=True, related_name="integrantes")
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="membresias")
    cargo = models.ForeignKey(Cargo, models.PROTECT)
    # Copied from the office so that the database itself can refuse two presidents.
    cargo_unico = models.BooleanField(editable=False, default=False)
    desde = models.DateField("desde", default=timezone.localdate)
    hasta = models.DateField("hasta", null=True, blank=True)
    motivo_salida = models.CharField(
        "motivo de salida", max_length=15, choices=MotivoSalida.choices, blank=True, default=""
    )
    # Of those that the leader added: whether somebody else looked at it, and what they said. Otherwise empty.
    revision = models.CharField(
        "revisión", max_length=10, choices=RevisionIntegrante.choices, blank=True, default="", editable=False
    )
    motivo_revision = models.CharField("motivo de la revisión", max_length=200, blank=True, default="")
    revisado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    # Somebody ticked it, of the group that is open: nothing reads WhatsApp.
    en_grupo = models.DateField("en el grupo de WhatsApp desde", null=True, blank=True, editable=False)

    objects = IntegranteQuerySet.as_manager()

    class Meta:
        verbose_name = "integrante"
        verbose_name_plural = "integrantes"
        ordering = ("cargo__orden", "desde", "pk")
        indexes = [
            models.Index(fields=["-desde", "-id"], name="integrante_desde_idx"),
            models.Index(
                fields=["desde", "id"], condition=Q(revision="pendiente"), name="integrante_por_revisar_idx"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comite", "persona"],
                condition=Q(hasta__isnull=True),
                name="integrante_una_vez_por_comite",
                violation_error_message="Esta persona ya integra el comité.",
            ),
            models.UniqueConstraint(
                fields=["comite", "mandato", "cargo"],
                condition=Q(cargo_unico=True, hasta__isnull=True),
                name="integrante_cargo_unico",
                violation_error_message="Ese cargo ya tiene a alguien en este mandato.",
            ),
            # The database holds nulls to be different: committees without a mandate need their own rule.
            models.UniqueConstraint(
                fields=["comite", "cargo"],
                condition=Q(cargo_unico=True, hasta__isnull=True, mandato__isnull=True),
                name="integrante_cargo_unico_sin_mandato",
                violation_error_message="Ese cargo ya tiene a alguien.",
            ),
            models.CheckConstraint(
                condition=Q(hasta__isnull=True) | Q(hasta__gte=F("desde")),
                name="integrante_fechas_en_orden",
                violation_error_message="La salida es anterior al ingreso.",
            ),
            models.CheckConstraint(
                condition=~Q(revision__in=["corregida", "anulada"]) | ~Q(motivo_revision=""),
                name="integrante_revision_con_motivo",
                violation_error_message="Falta el motivo.",
            ),
        ]

    def __str__(self) -> str:
        """The office only: whose it is depends on who reads."""
        return str(self.cargo)

    @property
    def revision_enum(self) -> RevisionIntegrante | None:
        return RevisionIntegrante(self.revision) if self.revision else None


def personas_en_comites(user: Any, permiso: Any) -> Q:
    """The persons that `user` sees through the committees they belong or belonged to."""
    membresias = Integrante.objects.filter(persona=OuterRef("pk")).visible_to(user, permiso)
    return Q(Exists(membresias))
