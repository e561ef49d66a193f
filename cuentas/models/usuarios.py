"""Accounts and assignments: a user, a role, a place."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from comunes.models import Buscable
from cuentas.enums import Ambito, NivelDatos, Permiso
from cuentas.roles import DEFINICIONES, Rol
from cuentas.secretos import nuevo_sello
from territorio.alcance import Alcance, alcance_de
from territorio.models import Comisaria, Municipalidad, Region


class UsuarioQuerySet(models.QuerySet["Usuario"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "UsuarioQuerySet":
        """Accounts are administered nationally; everybody else sees their own."""
        if alcance_de(user, permiso or Permiso.CUENTA_ADMINISTRAR).nacional:
            return self
        return self.filter(pk=user.pk) if user.is_authenticated else self.none()


class UsuarioManager(BaseUserManager["Usuario"].from_queryset(UsuarioQuerySet)):  # type: ignore[misc]
    def create_user(self, identificador: str, password: str | None = None, **campos: Any) -> "Usuario":
        usuario: Usuario = self.model(identificador=identificador.lower(), **campos)
        usuario.set_password(password)
        usuario.save(using=self._db)
        return usuario

    def create_superuser(self, identificador: str, password: str | None = None, **campos: Any) -> "Usuario":
        """Create an account that may administer accounts and catalogues (`manage.py createsuperuser`)."""
        campos.setdefault("email", identificador if "@" in identificador else "")
        usuario = self.create_user(identificador, password, **campos)
        Asignacion.objects.create(usuario=usuario, rol=Rol.ADMINISTRADOR_TECNICO)
        return usuario


class Usuario(Buscable, AbstractBaseUser):
    """Somebody who signs in. Never deleted: deactivated, with the history kept.

    Staff and coordinators sign in with their e-mail (`identificador` equals it); leaders by a
    personal link and a PIN, with an `identificador` of the system's own.
    """

    campos_de_busqueda = ("nombres", "apellidos", "email")

    identificador = models.CharField("identificador", max_length=254, unique=True)
    email = models.EmailField("correo", blank=True, default="")
    nombres = models.CharField("nombres", max_length=80)
    apellidos = models.CharField("apellidos", max_length=120, blank=True, default="")
    is_active = models.BooleanField("activo", default=True)
    date_joined = models.DateTimeField("creado", default=timezone.now)
    de_ejemplo = models.BooleanField("cuenta de ejemplo", default=False)
    pin = models.CharField("PIN", max_length=128, blank=True, default="", editable=False)
    # Changing the seal ends every session of the account, wherever it was opened.
    sello = models.CharField(max_length=32, default=nuevo_sello, editable=False)
    version = models.PositiveIntegerField("versión", default=1, editable=False)

    USERNAME_FIELD = "identificador"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nombres"]

    objects = UsuarioManager()

    class Meta:
        verbose_name = "cuenta"
        verbose_name_plural = "cuentas"
        ordering = ("apellidos", "nombres")
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=~Q(email=""),
                name="usuario_email_unico",
                violation_error_message="Ya hay una cuenta con este correo.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.identificador

    def get_full_name(self) -> str:
        return f"{self.nombres} {self.apellidos}".strip()

    def get_short_name(self) -> str:
        return self.nombres.split()[0] if self.nombres else self.identificador

    @cached_property
    def asignaciones_vigentes(self) -> "list[Asignacion]":
        """The assignments in force today with their places; read once per request."""
        if not self.is_active:
            return []
        return list(
            self.asignaciones.vigentes().select_related("region", "municipalidad", "comisaria", "comite")
        )

    def alcance(self, permiso: StrEnum | None = None, *, datos: NivelDatos | None = None) -> Alcance:
        """Return the places where this user holds `permiso` (any place of theirs, without one).

        `datos` leaves only the assignments whose role sees persons at that level.
        """
        mias = [
            a
            for a in self.asignaciones_vigentes
            if (permiso is None or permiso in DEFINICIONES[Rol(a.rol)].permisos)
            and (datos is None or DEFINICIONES[Rol(a.rol)].datos == datos)
        ]
        return Alcance(
            nacional=any(a.ambito == Ambito.PAIS for a in mias),
            regiones=frozenset(a.region_id for a in mias if a.region_id),
            municipalidades=frozenset(a.municipalidad_id for a in mias if a.municipalidad_id),
            comisarias=frozenset(a.comisaria_id for a in mias if a.comisaria_id),
            comites=frozenset(a.comite_id for a in mias if a.comite_id),
            espacios=frozenset(a.espacio_id for a in mias if a.espacio_id),
            propios=frozenset([self.pk] if any(a.ambito == Ambito.PROPIO for a in mias) else []),
        )

    def niveles_de_datos(self) -> set[NivelDatos]:
        """Return the levels at which the roles of this user see persons, somewhere."""
        return {DEFINICIONES[Rol(a.rol)].datos for a in self.asignaciones_vigentes}

    def lugares(self, permiso: StrEnum) -> list[str]:
        """Return the names of the places where this user holds `permiso`, each once."""
        suyas = (a for a in self.asignaciones_vigentes if permiso in DEFINICIONES[Rol(a.rol)].permisos)
        return list(dict.fromkeys(a.lugar for a in suyas))

    def tiene(self, permiso: StrEnum) -> bool:
        """Say whether some assignment grants `permiso`, wherever it may be."""
        return not self.alcance(permiso).vacio

    @property
    def exige_segundo_factor(self) -> bool:
        """Say whether some role in force asks for more than a password."""
        return any(DEFINICIONES[Rol(a.rol)].segundo_factor for a in self.asignaciones_vigentes)

    @property
    def entra_con_pin(self) -> bool:
        """Leaders, and nobody who holds another role besides, enter by link and PIN."""
        return bool(self.asignaciones_vigentes) and not self.exige_segundo_factor

    def get_session_auth_hash(self) -> str:
        return self._firma_de_sesion()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for anterior in settings.SECRET_KEY_FALLBACKS:
            yield self._firma_de_sesion(anterior)

    def _firma_de_sesion(self, secreto: str | bytes | None = None) -> str:
        """Tie sessions to the password and to the seal."""
        material = f"{self.password}|{self.sello}"
        return salted_hmac("cuentas.sesion", material, secret=secreto, algorithm="sha256").hexdigest()

    @property
    def is_staff(self) -> bool:
        """What Django's admin asks for; ours is a permission like any other."""
        return self.is_active and self.tiene(Permiso.ADMIN_ENTRAR)

    # Django's own permission tables are not used: the admin asks `tiene` and `can`.
    is_superuser = False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class AsignacionQuerySet(models.QuerySet["Asignacion"]):
    def vigentes(self) -> "AsignacionQuerySet":
        hoy = timezone.localdate()
        return self.filter(Q(hasta__isnull=True) | Q(hasta__gte=hoy), activa=True, desde__lte=hoy)

    def visible_to(self, user: Any, permiso: Any = None) -> "AsignacionQuerySet":
        """Follow the account; whoever issues links sees today's leaders of the committees in scope.

        Somebody who led a committee here and now leads another one elsewhere is no longer theirs.
        """
        if permiso == Permiso.ENLACE_EMITIR:
            comite: Any = self.model._meta.get_field("comite").related_model
            comites = comite._default_manager.visible_to(user, permiso)
            return self.vigentes().filter(rol=Rol.LIDER_COMITE, comite__in=comites)
        return self.filter(usuario__in=Usuario.objects.visible_to(user, permiso))


_CAMPO_DE = {
    Ambito.REGION: "region",
    Ambito.MUNICIPALIDAD: "municipalidad",
    Ambito.COMISARIA: "comisaria",
    Ambito.COMITE: "comite",
}


def _lugar_segun_rol() -> Q:
    """Each role names exactly the kind of place it is tied to, and no other."""
    condicion = Q()
    for rol, definicion in DEFINICIONES.items():
        propio = _CAMPO_DE.get(definicion.ambito)
        campos = {f"{campo}__isnull": campo != propio for campo in _CAMPO_DE.values()}
        condicion |= Q(rol=rol.value, **campos)
    return condicion


class Asignacion(models.Model):
    """Ties a user to a role and to the place where it holds.

    A leader's assignment names the committee and, beside it, the committee's space: whoever sees the
    one sees the other.
    """

    usuario = models.ForeignKey(
        Usuario, on_delete=models.PROTECT, related_name="asignaciones", verbose_name="cuenta"
    )
    rol = models.CharField("rol", max_length=40, choices=Rol.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name="región")
    municipalidad = models.ForeignKey(Municipalidad, models.PROTECT, null=True, blank=True)
    comisaria = models.ForeignKey(Comisaria, models.PROTECT, null=True, blank=True, verbose_name="comisaría")
    comite = models.ForeignKey(
        "comites.Comite", models.PROTECT, null=True, blank=True, verbose_name="comité", related_name="+"
    )
    espacio = models.ForeignKey(
        "espacios.EspacioPublico", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    desde = models.DateField("desde", default=timezone.localdate)
    hasta = models.DateField("hasta", null=True, blank=True)
    activa = models.BooleanField("activa", default=True)

    objects = AsignacionQuerySet.as_manager()

    class Meta:
        verbose_name = "asignación"
        verbose_name_plural = "asignaciones"
        ordering = ("usuario", "rol")
        constraints = [
            models.CheckConstraint(
                condition=_lugar_segun_rol(),
                name="asignacion_lugar_segun_rol",
                violation_error_message="El lugar no corresponde al rol.",
            ),
            models.CheckConstraint(
                condition=Q(hasta__isnull=True) | Q(hasta__gte=models.F("desde")),
                name="asignacion_fechas",
                violation_error_message="La fecha final es anterior a la inicial.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()}, {self.lugar}"

    @property
    def ambito(self) -> Ambito:
        return DEFINICIONES[Rol(self.rol)].ambito

    def terminar(self) -> None:
        """End it as of today. Side effect: saves."""
        hoy = timezone.localdate()
        self.activa = False
        self.hasta = max(self.desde, min(self.hasta or hoy, hoy))
        self.save(update_fields=["activa", "hasta"])

    @property
    def lugar(self) -> str:
        """The name of the place, for people."""
        if self.ambito == Ambito.PROPIO:
            return "lo que tiene a su cargo"
        campo = _CAMPO_DE.get(self.ambito)
        return str(getattr(self, campo)) if campo else "ocho regiones"
