"""Abstract models and the tables every app leans on: repeats, history, installation facts, saved views."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from comunes.campos import CampoDeOrden
from comunes.texto import clave_busqueda


class Catalogo(models.Model):
    """A list of options that ministry staff edit in the admin; never deleted, only deactivated."""

    slug = models.SlugField("código", max_length=60, unique=True)
    nombre = models.CharField("nombre", max_length=120, unique=True)
    orden = models.PositiveSmallIntegerField("orden", default=100)
    activo = models.BooleanField("activo", default=True)

    class Meta:
        abstract = True
        ordering = ("orden", "nombre")

    def __str__(self) -> str:
        return self.nombre


class Versionado(models.Model):
    """A row that says who made it and which version it is, so that a stale edit never wins silently."""

    version = models.PositiveIntegerField("versión", default=1, editable=False)
    creado = models.DateTimeField("creado", auto_now_add=True)
    actualizado = models.DateTimeField("actualizado", auto_now=True)

    class Meta:
        abstract = True


class Buscable(models.Model):
    """A row found by text: `busqueda` holds its words without accents and in lower case.

    Subclasses name the attributes in `campos_de_busqueda`.
    """

    campos_de_busqueda: tuple[str, ...] = ()
    # Whether the rows may be so many that search needs an index of its own (`comunes.busqueda`).
    indexada = False

    busqueda = models.CharField(max_length=600, editable=False, default="", db_index=True)

    class Meta:
        abstract = True

    def texto_de_busqueda(self) -> str:
        """Return what `busqueda` must hold; bulk writes, which skip `save`, set it themselves."""
        return clave_busqueda(*(str(getattr(self, c) or "") for c in self.campos_de_busqueda))[:600]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.busqueda = self.texto_de_busqueda()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "busqueda"}
        super().save(*args, **kwargs)


class Ordenable(Buscable):
    """A row that lists sort by its name: `campos_de_orden` names the attributes that make it."""

    campos_de_orden: tuple[str, ...] = ("nombre",)

    clave_orden = CampoDeOrden(db_default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "clave_orden"}
        super().save(*args, **kwargs)


class ClaveIdempotencia(models.Model):
    """The answer already given to a form's key: the same post again gets the same answer."""

    clave = models.UUIDField(primary_key=True)
    ruta = models.CharField(max_length=300)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    respuesta = models.CharField(max_length=500, default="")
    creada = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "envío repetible"
        verbose_name_plural = "envíos repetibles"

    def __str__(self) -> str:
        return str(self.clave)


class Evento(models.Model):
    """One line of history: who did what to which row, and when. Holds no personal data."""

    fecha = models.DateTimeField("fecha", auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="quién",
    )
    accion = models.CharField("acción", max_length=60)
    objeto_tipo = models.CharField("tipo", max_length=60)
    objeto_id = models.CharField("identificador", max_length=40)
    datos = models.JSONField("detalle", default=dict, blank=True)

    class Meta:
        verbose_name = "evento"
        verbose_name_plural = "historial"
        ordering = ("-id",)
        indexes = [models.Index(fields=["objeto_tipo", "objeto_id", "-id"], name="evento_objeto_idx")]

    def __str__(self) -> str:
        return f"{self.accion} {self.objeto_tipo} {self.objeto_id}"


class HechoDeInstalacion(models.Model):
    """A fact about this installation, such as «sample data is loaded»."""

    clave = models.CharField(max_length=60, primary_key=True)
    valor = models.JSONField(default=dict)

    class Meta:
        verbose_name = "hecho de la instalación"
        verbose_name_plural = "hechos de la instalación"

    def __str__(self) -> str:
        return self.clave


class VistaGuardadaQuerySet(models.QuerySet["VistaGuardada"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "VistaGuardadaQuerySet":
        """Everybody's are their own: nobody else reads them, whatever the role."""
        return self.filter(usuario=user) if getattr(user, "is_authenticated", False) else self.none()


class VistaGuardada(models.Model):
    """A list as somebody likes to see it: the name of the list's address and its filters."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    lista = models.CharField(max_length=80, editable=False)
    nombre = models.CharField("nombre", max_length=60)
    consulta = models.CharField(max_length=500, editable=False)
    predeterminada = models.BooleanField("abrir la lista siempre así", default=False)

    objects = VistaGuardadaQuerySet.as_manager()

    class Meta:
        verbose_name = "vista guardada"
        verbose_name_plural = "vistas guardadas"
        ordering = ("lista", "nombre", "pk")
        constraints = [
            models.UniqueConstraint(
                "usuario",
                "lista",
                Lower("nombre"),
                name="vista_nombre_unico",
                violation_error_message="Ya tiene una vista con ese nombre en esta lista.",
            ),
            models.UniqueConstraint(
                fields=["usuario", "lista"],
                condition=models.Q(predeterminada=True),
                name="vista_predeterminada_unica",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return f"{reverse(self.lista)}?{self.consulta}"
