"""One row per human."""

from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse

from comunes.models import Ordenable, Versionado
from personas.alcance import condicion_visible
from personas.edades import edad_en
from personas.enums import Sexo, TipoDocumento
from personas.nombres import clave_de_nombres, clave_fonetica
from territorio.alcance import alcance_de
from territorio.models import Distrito

# What a document and a mobile look like in the database, of a person or of whoever registers for something.
DOCUMENTO_COMPLETO: Final = Q(tipo_documento="sin-documento", numero_documento="") | (
    ~Q(tipo_documento="sin-documento") & ~Q(numero_documento="")
)
CELULAR_E164: Final = Q(celular="") | (Q(celular__startswith="+519") & Q(Exact(Length("celular"), 12)))
SIN_NUMERO: Final = "Falta el número de documento."
CELULAR_ERRADO: Final = "El celular tiene 9 números y empieza con 9."


class PersonaQuerySet(models.QuerySet["Persona"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "PersonaQuerySet":
        alcance = alcance_de(user, permiso)
        if alcance.nacional:
            return self
        condicion = None if alcance.vacio else condicion_visible(user, permiso)
        return self.none() if condicion is None else self.filter(condicion)

    def identificadas(self) -> "PersonaQuerySet":
        """Those who still have a name."""
        return self.filter(anonimizada__isnull=True)

    def con_documento(self, numero: str, tipo: str | None = None) -> "PersonaQuerySet":
        """Whoever has that document (of any type, without one), stored form; nobody for an empty number.

        Naming the types and saying that the number is not empty lets the database use its unique index.
        """
        tipos = TipoDocumento.values if tipo is None else [tipo]
        filas = self.filter(tipo_documento__in=tipos, numero_documento=numero)
        return filas.exclude(numero_documento="")


class CampoClaveDeNombres(models.CharField[str, str]):
    """Kept by the field itself, so that bulk inserts fill it too."""

    clave = staticmethod(clave_de_nombres)

    def pre_save(self, model_instance: Any, add: bool) -> str:
        valor = self.clave(*(getattr(model_instance, c) for c in model_instance.campos_de_busqueda))
        setattr(model_instance, self.attname, valor)
        return valor

    def deconstruct(self) -> Any:
        """Migrations see a plain column: they must not depend on this class."""
        nombre, _ruta, args, kwargs = super().deconstruct()
        return nombre, "django.db.models.CharField", args, kwargs


class CampoClaveFonetica(CampoClaveDeNombres):
    """The same by sound: «Kispe» and «Quispe» are one."""

    clave = staticmethod(clave_fonetica)


class Persona(Ordenable, Versionado):
    """A human being. The document, when there is one, is unique."""

    campos_de_busqueda = ("nombres", "apellido_paterno", "apellido_materno")
    campos_de_orden = ("apellido_paterno", "apellido_materno", "nombres")
    indexada = True

    tipo_documento = models.CharField(
        "tipo de documento", max_length=15, choices=TipoDocumento.choices, default=TipoDocumento.DNI
    )
    numero_documento = models.CharField("número de documento", max_length=12, blank=True, default="")
    nombres = models.CharField("nombres", max_length=80)
    apellido_paterno = models.CharField("apellido paterno", max_length=60)
    apellido_materno = models.CharField("apellido materno", max_length=60, blank=True, default="")
    sexo = models.CharField("sexo", max_length=12, choices=Sexo.choices, default=Sexo.NO_DECLARA)
    fecha_nacimiento = models.DateField("fecha de nacimiento", null=True, blank=True)
    celular = models.CharField("celular", max_length=16, blank=True, default="")
    correo = models.EmailField("correo", blank=True, default="")
    # The words of the name, sorted: equal for the same names in another order or without accents.
    clave_nombres = CampoClaveDeNombres(max_length=220, editable=False, default="", db_index=True)
    clave_sonido = CampoClaveFonetica(max_length=220, editable=False, default="", db_index=True)
    distrito = models.ForeignKey(Distrito, models.PROTECT, null=True, blank=True, related_name="+")
    # When everything that identifies the person was taken out; sex, age and committees stay.
    anonimizada = models.DateTimeField("anonimizada", null=True, blank=True, editable=False)
    usuario = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="persona",
        verbose_name="cuenta",
    )

    objects = PersonaQuerySet.as_manager()

    class Meta:
        verbose_name = "persona"
        verbose_name_plural = "personas"
        ordering = ("clave_orden", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["tipo_documento", "numero_documento"],
                condition=~Q(numero_documento=""),
                name="persona_documento_unico",
                violation_error_message="Ya hay una persona con este documento.",
            ),
            models.CheckConstraint(
                condition=DOCUMENTO_COMPLETO,
                name="persona_documento_completo",
                violation_error_message=SIN_NUMERO,
            ),
            models.CheckConstraint(
                condition=~Q(tipo_documento="dni") | Q(Exact(Length("numero_documento"), 8)),
                name="persona_dni_de_ocho",
                violation_error_message="El DNI tiene 8 números.",
            ),
            models.CheckConstraint(
                condition=CELULAR_E164,
                name="persona_celular_e164",
                violation_error_message=CELULAR_ERRADO,
            ),
            models.CheckConstraint(
                condition=Q(anonimizada__isnull=True)
                | Q(numero_documento="", celular="", correo="", usuario__isnull=True),
                name="persona_anonima_sin_datos",
            ),
        ]
        indexes = [
            models.Index(fields=["clave_orden", "id"], name="persona_orden_idx"),
            models.Index(fields=["fecha_nacimiento"], name="persona_nacimiento_idx"),
            # Few have an account. SQLite takes the rest for so many equal ones and joins by anything else
            # before the unique index of the column; of these alone it knows that they are few.
            models.Index(
                fields=["usuario"], condition=Q(usuario__isnull=False), name="persona_con_cuenta_idx"
            ),
        ]

    def __str__(self) -> str:
        """No name: what may be read of a person depends on who reads (`personas.permissions`)."""
        return f"Persona {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("personas:persona-detalle", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "clave_nombres", "clave_sonido"}
        super().save(*args, **kwargs)

    @property
    def nombre_completo(self) -> str:
        return " ".join(p for p in (self.nombres, self.apellido_paterno, self.apellido_materno) if p)

    def edad(self, hoy: Any = None) -> int | None:
        """Completed years today (or on `hoy`); None when the birth date is unknown."""
        return edad_en(self.fecha_nacimiento, hoy)
