"""Offices, and who sits in committees."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from comites.enums import MotivoSalida, RevisionIntegrante
from comunes.models import Catalogo, Versionado
from personas.enums import Finalidad, Sexo
from personas.models import Consentimiento, Persona
from personas.models.consentimiento import sin_permiso
from territorio.alcance import alcance_de

PRESIDENCIA = "presidencia"


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


def por_su_comite(user: Any, permiso: Any) -> Q | None:
    """Return the scope of what hangs from a committee: a join, where a list of keys would be read whole."""
    return alcance_de(user, permiso).filtro(
        regiones="comite__region",
        municipalidades="comite__municipalidad",
        comisarias="comite__espacio__comisaria",
        comites="comite",
    )


def retiro_su_permiso() -> Q:
    """Return what a membership meets that is in the group while its person took back the consent to it."""
    suyos = Consentimiento.objects.filter(persona=OuterRef("persona"), finalidad=Finalidad.WHATSAPP)
    revocado = Q(Exists(suyos.filter(revocado__isnull=False)))
    return Q(en_grupo__isnull=False) & revocado & ~Q(Exists(suyos.vigentes()))


class IntegranteQuerySet(models.QuerySet["Integrante"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "IntegranteQuerySet":
        condicion = por_su_comite(user, permiso)
        return self.none() if condicion is None else self.filter(condicion)

    def activos(self, dia: Any = None) -> "IntegranteQuerySet":
        """Members on `dia`, a date or what the database reads as one (today by default)."""
        dia = dia or timezone.localdate()
        return self.que_siguen(dia).filter(desde__lte=dia)

    def por_revisar(self) -> "IntegranteQuerySet":
        """Those that a leader added and nobody else has looked at, while they last."""
        return self.filter(revision=RevisionIntegrante.PENDIENTE, hasta__isnull=True)

    def sin_permiso(self) -> "IntegranteQuerySet":
        """Members today of whom no consent to the programme was ever written down."""
        return self.activos().filter(sin_permiso("persona"))

    def que_siguen(self, dia: Any) -> "IntegranteQuerySet":
        """Memberships that last beyond `dia`, begun or not: the day of leaving is no longer theirs."""
        return self.filter(Q(hasta__isnull=True) | Q(hasta__gt=dia))


class Integrante(Versionado):
    """A person's membership in a committee, with its office and its dates."""

    comite = models.ForeignKey(
        "comites.Comite", models.PROTECT, related_name="integrantes", verbose_name="comité"
    )
    mandato = models.ForeignKey("comites.Mandato", models.PROTECT, null=True, related_name="integrantes")
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="membresias", db_index=False)
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
        "revisión",
        max_length=10,
        choices=RevisionIntegrante.choices,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    motivo_revision = models.CharField(
        "motivo de la revisión", max_length=200, blank=True, default="", db_default=""
    )
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
            # Whether a person may be seen is asked of their committees, for each of a page or of hundreds.
            models.Index(fields=["persona", "comite"], name="integrante_persona_idx"),
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
