"""Who asked to come to a talk, with the words they agreed to."""

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from capacitaciones.enums import OrigenInscripcion, TipoAsistente
from capacitaciones.models.sesion import Sesion
from personas.enums import TipoDocumento
from personas.models import Persona
from personas.models.persona import CELULAR_E164, CELULAR_ERRADO, DOCUMENTO_COMPLETO, SIN_NUMERO
from territorio.alcance import por_su
from territorio.models import Distrito

_VIVA = Q(cancelada_en__isnull=True)


def codigo_nuevo() -> str:
    """Return 128 bits at random: whoever holds them registered, or holds the certificate."""
    return secrets.token_urlsafe(16)


class InscripcionQuerySet(models.QuerySet["Inscripcion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "InscripcionQuerySet":
        return por_su(self, "sesion", Sesion.objects.visible_to, user, permiso)

    def vivas(self) -> "InscripcionQuerySet":
        return self.filter(cancelada_en__isnull=True)

    def por_repasar(self) -> "InscripcionQuerySet":
        """Those of whom nobody has said yet whether they came."""
        return self.vivas().filter(repasada=False, asistencia=None)


class Inscripcion(models.Model):
    """One registration, before the talk or at its door. The name is as it was typed.

    `persona` is known when a leader registered members, or once attendance tied the document to somebody.
    A number with its contact is unique among the live ones of a talk: with another contact it is another
    registration, which tells nobody that the number had one. `codigo` opens the page with the meeting's link.
    """

    codigo = models.CharField("código", max_length=22, unique=True, default=codigo_nuevo, editable=False)
    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="inscripciones", verbose_name="charla")
    persona = models.ForeignKey(Persona, models.PROTECT, null=True, blank=True, related_name="+")
    tipo_documento = models.CharField(
        "tipo de documento", max_length=15, choices=TipoDocumento.choices, default=TipoDocumento.DNI
    )
    numero_documento = models.CharField("número de documento", max_length=12, blank=True, default="")
    nombres = models.CharField("nombres", max_length=80)
    apellidos = models.CharField("apellidos", max_length=120)
    celular = models.CharField("celular", max_length=16, blank=True, default="")
    correo = models.EmailField("correo", blank=True, default="")
    distrito = models.ForeignKey(
        Distrito, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="distrito"
    )
    tipo = models.CharField(
        "participa como", max_length=12, choices=TipoAsistente.choices, default=TipoAsistente.PUBLICO
    )
    origen = models.CharField(
        "dónde se inscribió", max_length=8, choices=OrigenInscripcion.choices, default=OrigenInscripcion.WEB
    )
    # Which words were agreed to, and when; the talk itself is what they are agreed for.
    texto_consentimiento = models.CharField("versión del texto aceptado", max_length=20)
    consintio_en = models.DateTimeField("aceptó", default=timezone.now)
    creada = models.DateTimeField("inscrita", auto_now_add=True)
    cancelada_en = models.DateTimeField("se retiró", null=True, blank=True)
    # The attendance was saved with them in sight: only then does having none mean that they did not come.
    repasada = models.BooleanField(
        "se repasó en la asistencia", default=False, db_default=False, editable=False
    )
    # When everything that identifies somebody was taken out.
    anonimizada = models.DateTimeField("anonimizada", null=True, blank=True, editable=False)

    objects = InscripcionQuerySet.as_manager()

    class Meta:
        verbose_name = "inscripción"
        verbose_name_plural = "inscripciones"
        ordering = ("pk",)
        # All that somebody registered for, by document: their links, the copy of their data, forgetting them.
        indexes = [models.Index(fields=["numero_documento"], name="inscripcion_documento_idx")]
        constraints = [
            models.UniqueConstraint(
                fields=["sesion", "tipo_documento", "numero_documento", "celular", "correo"],
                condition=_VIVA & ~Q(numero_documento=""),
                name="inscripcion_documento_unico",
                violation_error_message="Ya hay una inscripción con este documento y este contacto.",
            ),
            models.UniqueConstraint(
                fields=["sesion", "persona"],
                condition=_VIVA & Q(persona__isnull=False),
                name="inscripcion_persona_unica",
                violation_error_message="Esta persona ya está inscrita.",
            ),
            models.CheckConstraint(
                condition=DOCUMENTO_COMPLETO,
                name="inscripcion_documento_completo",
                violation_error_message=SIN_NUMERO,
            ),
            models.CheckConstraint(
                condition=CELULAR_E164,
                name="inscripcion_celular_e164",
                violation_error_message=CELULAR_ERRADO,
            ),
            models.CheckConstraint(
                condition=~Q(texto_consentimiento=""), name="inscripcion_con_consentimiento"
            ),
            models.CheckConstraint(
                condition=Q(anonimizada__isnull=True) | Q(numero_documento="", celular="", correo=""),
                name="inscripcion_anonima_sin_datos",
            ),
        ]

    def __str__(self) -> str:
        """No name: what may be read of it depends on who reads."""
        return f"Inscripción {self.pk}"

    @property
    def nombre_completo(self) -> str:
        return f"{self.nombres} {self.apellidos}".strip()

    @property
    def esta_viva(self) -> bool:
        return self.cancelada_en is None
