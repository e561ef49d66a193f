"""The part that an institution took in an activity: invited, said by itself, looked at by somebody else."""

import uuid
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from actividades.enums import SIN_EFECTO, ClaseInstitucion, EstadoActividad, EstadoParticipacion
from actividades.models.actividad import PARTICIPANTES_MAXIMO, Actividad
from comunes.models import Versionado
from cuentas.enums import Permiso
from territorio.alcance import alcance_de, por_su
from territorio.models import Comisaria, Municipalidad

FOTOS_DE_INVITADO: Final = 5
# What stands for the name and the office of whoever answered, once they are taken out.
RETIRADO: Final = "Dato retirado"


class ParticipacionQuerySet(models.QuerySet["Participacion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "ParticipacionQuerySet":
        """Those of the activities in sight; to confirm, only those of the user's own institution."""
        if permiso == Permiso.PARTE_CONFIRMAR:
            propias = alcance_de(user, permiso).filtro(
                municipalidades="municipalidad", comisarias="comisaria"
            )
            return self.none() if propias is None else self.filter(propias)
        return por_su(self, "actividad", Actividad.objects.visible_to, user, permiso)

    def por_responder(self) -> "ParticipacionQuerySet":
        """Those that wait for the institution's word, the oldest first."""
        esperan = self.filter(estado=EstadoParticipacion.INVITADA)
        return esperan.exclude(actividad__estado__in=SIN_EFECTO).order_by("creado", "pk")

    def contadas(self) -> "ParticipacionQuerySet":
        """What figures count: said by the institution, looked at by somebody else, the activity verified."""
        return self.filter(revisada_en__isnull=False, actividad__estado=EstadoActividad.VERIFICADA)


class Participacion(Versionado):
    """One institution in one activity: it counts once, however many of its people came.

    Of its link only the fingerprint is kept (`huella`); without one there is no link. Of whoever answers,
    only the name and the office that they type, until they are taken out.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actividad = models.ForeignKey(Actividad, models.PROTECT, related_name="participaciones")
    institucion = models.CharField("tipo de institución", max_length=15, choices=ClaseInstitucion.choices)
    municipalidad = models.ForeignKey(Municipalidad, models.PROTECT, null=True, blank=True, related_name="+")
    comisaria = models.ForeignKey(Comisaria, models.PROTECT, null=True, blank=True, related_name="+")
    nombre = models.CharField("institución", max_length=160)
    # Which institution it is, in one text: nobody is invited twice to the same activity.
    clave = models.CharField(max_length=200, editable=False)
    estado = models.CharField(
        "estado", max_length=12, choices=EstadoParticipacion.choices, default=EstadoParticipacion.INVITADA
    )
    quien = models.CharField("quién responde", max_length=120, blank=True, default="")
    cargo = models.CharField("su cargo", max_length=120, blank=True, default="")
    # What it said, kept while somebody takes it out and puts it back.
    participo = models.BooleanField(null=True, editable=False)
    respondida_en = models.DateTimeField("respondida", null=True, blank=True)
    personas = models.PositiveIntegerField("cuántas personas suyas", null=True, blank=True)
    nota = models.CharField("nota", max_length=500, blank=True, default="")
    total_fotos = models.PositiveSmallIntegerField("fotos", default=0, editable=False)
    huella = models.CharField(max_length=64, unique=True, null=True, editable=False)
    vence = models.DateTimeField("el enlace vale hasta", null=True, blank=True)
    invitada_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Whose account answered or added photos last; empty while only its link was used.
    respondida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    revisada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revisada_en = models.DateTimeField("revisada", null=True, blank=True)
    motivo = models.CharField("motivo", max_length=500, blank=True, default="")

    objects = ParticipacionQuerySet.as_manager()

    class Meta:
        verbose_name = "participación de una institución"
        verbose_name_plural = "participaciones de instituciones"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["actividad", "clave"],
                name="participacion_una_por_institucion",
                violation_error_message="Esa institución ya está invitada a esta actividad.",
            ),
            models.CheckConstraint(
                condition=Q(institucion="municipalidad", municipalidad__isnull=False)
                | Q(~Q(institucion="municipalidad"), municipalidad__isnull=True),
                name="participacion_municipalidad_nombrada",
            ),
            models.CheckConstraint(
                condition=Q(institucion="comisaria", comisaria__isnull=False)
                | Q(~Q(institucion="comisaria"), comisaria__isnull=True),
                name="participacion_comisaria_nombrada",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["invitada", "retirada"])
                | Q(
                    ~Q(quien=""),
                    ~Q(cargo=""),
                    Q(estado="confirmada", participo=True) | Q(estado="declinada", participo=False),
                    respondida_en__isnull=False,
                ),
                name="participacion_respondida_por_alguien",
            ),
            models.CheckConstraint(
                condition=Q(revisada_en__isnull=True, revisada_por__isnull=True)
                | Q(revisada_en__isnull=False, revisada_por__isnull=False, estado="confirmada"),
                name="participacion_revisada_completa",
            ),
            models.CheckConstraint(
                condition=Q(revisada_por__isnull=True) | ~Q(revisada_por=F("invitada_por")),
                name="participacion_revisa_otra_persona",
                violation_error_message="La revisa otra persona, no quien la invitó.",
            ),
            models.CheckConstraint(
                condition=Q(revisada_por__isnull=True)
                | Q(respondida_por__isnull=True)
                | ~Q(revisada_por=F("respondida_por")),
                name="participacion_revisa_otra_que_responde",
                violation_error_message="La revisa otra persona, no quien respondió.",
            ),
            models.CheckConstraint(
                condition=Q(personas__isnull=True) | Q(personas__gte=1, personas__lte=PARTICIPANTES_MAXIMO),
                name="participacion_personas_rango",
            ),
            models.CheckConstraint(
                condition=Q(total_fotos__lte=FOTOS_DE_INVITADO), name="participacion_fotos_maximo"
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return f"{self.actividad.get_absolute_url()}#participaciones"

    @property
    def estado_enum(self) -> EstadoParticipacion:
        return EstadoParticipacion(self.estado)

    @property
    def por_revisar(self) -> bool:
        return self.estado == EstadoParticipacion.CONFIRMADA and self.revisada_en is None

    @property
    def abierta(self) -> bool:
        """Whether an answer is still taken from its link: until somebody has looked at it."""
        return self.estado != EstadoParticipacion.RETIRADA and self.revisada_en is None

    @property
    def responde(self) -> str:
        """Who answered and in which office, in one text; once they are taken out, the words that say so."""
        return self.quien if self.quien == self.cargo else f"{self.quien}, {self.cargo}"

    @property
    def con_nombre(self) -> bool:
        """Whether it still says who answered."""
        return self.quien not in ("", RETIRADO)

    def enlace_vivo(self, ahora: datetime | None = None) -> bool:
        return self.huella is not None and self.vence is not None and self.vence > (ahora or timezone.now())
