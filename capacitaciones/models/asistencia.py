"""Who came to a talk: known persons, named guests, and people who were only counted."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from capacitaciones.enums import EstadoSesion, GrupoEdad, ModoAsistencia, TipoAsistente
from capacitaciones.models.inscripcion import Inscripcion
from capacitaciones.models.sesion import Sesion
from personas.enums import Sexo
from personas.models import Persona
from territorio.alcance import por_su


class AsistenciaQuerySet(models.QuerySet["Asistencia"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "AsistenciaQuerySet":
        return por_su(self, "sesion", Sesion.objects.visible_to, user, permiso)

    def de_cerradas(self) -> "AsistenciaQuerySet":
        """What figures count."""
        return self.sin_repetir().filter(sesion__estado=EstadoSesion.CERRADA)

    def sin_repetir(self) -> "AsistenciaQuerySet":
        """One row for each who came: a union may have found out that two were of one human."""
        return self.filter(repetida=False)

    def con_nombre(self) -> "AsistenciaQuerySet":
        return self.filter(inscripcion__isnull=False)

    def anonimas(self) -> "AsistenciaQuerySet":
        """Heads that were counted. Said so that they are found by their talk: of a column without a value
        SQLite expects a row or two, and would read those of every talk."""
        quien = Coalesce("inscripcion", Value(0), output_field=models.BigIntegerField())
        return self.filter(Exact(quien, 0))


class Asistencia(models.Model):
    """One attendance. Whoever gave a name has a registration, at the door if need be; `persona` is known
    when the document says who it is. An anonymous one is a head that was counted, with sex and age group
    as far as somebody told them apart.

    Rows of a talk that is not closed come and go with the list; once it is closed they stay.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="asistencias", verbose_name="charla")
    inscripcion = models.OneToOneField(
        Inscripcion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asistencia",
        verbose_name="inscripción",
    )
    persona = models.ForeignKey(Persona, models.PROTECT, null=True, blank=True, related_name="+")
    modo = models.CharField(
        "cómo se anotó", max_length=10, choices=ModoAsistencia.choices, default=ModoAsistencia.LISTA
    )
    tipo = models.CharField(
        "participó como", max_length=12, choices=TipoAsistente.choices, default=TipoAsistente.PUBLICO
    )
    # Only of whoever was counted without a name; of the others, their person says it.
    sexo = models.CharField("sexo", max_length=12, choices=Sexo.choices, blank=True, default="")
    grupo_edad = models.CharField("edad", max_length=12, choices=GrupoEdad.choices, blank=True, default="")
    # A union found that this human stands in the talk already: it counts for nothing until that is undone.
    repetida = models.BooleanField("figura dos veces", default=False, db_default=False, editable=False)
    registrada_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    creada = models.DateTimeField("anotada", auto_now_add=True)

    objects = AsistenciaQuerySet.as_manager()

    class Meta:
        verbose_name = "asistencia"
        verbose_name_plural = "asistencias"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["sesion", "persona"],
                condition=Q(persona__isnull=False),
                name="asistencia_persona_unica",
                violation_error_message="Esta persona ya figura en la asistencia.",
            ),
            models.CheckConstraint(
                condition=Q(inscripcion__isnull=False) | Q(persona__isnull=True),
                name="asistencia_con_nombre_inscrita",
            ),
            models.CheckConstraint(
                condition=Q(inscripcion__isnull=True) | Q(sexo="", grupo_edad=""),
                name="asistencia_grupos_de_anonimas",
            ),
            models.CheckConstraint(
                condition=Q(repetida=False) | Q(persona__isnull=True), name="asistencia_repetida_sin_persona"
            ),
        ]

    def __str__(self) -> str:
        return f"Asistencia {self.pk}"

    @property
    def nombre_completo(self) -> str:
        """The name for a certificate: of the person when known, as typed otherwise, none if it was taken out.

        Reads `persona` and `inscripcion`: bring them with the row.
        """
        if self.persona is not None and self.persona.anonimizada is None:
            return self.persona.nombre_completo
        if self.inscripcion is None or self.inscripcion.anonimizada is not None:
            return ""
        return self.inscripcion.nombre_completo
