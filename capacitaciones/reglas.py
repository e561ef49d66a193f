"""What the data of a talk and of a registration must be, whoever writes them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import timezone

from capacitaciones.enums import Modalidad, TemaSesion, TipoAsistente
from comunes.texto import en_una_linea, normalizar
from personas.documentos import normalizar_celular, normalizar_documento
from personas.enums import TipoDocumento
from personas.nombres import normalizar_nombre, partir_apellidos
from territorio.models import Distrito, Municipalidad, Region

INICIO_MINIMO: Final = datetime(2015, 1, 1, tzinfo=UTC)
PLAZO_MAXIMO: Final = timedelta(days=366)
DURACION_MAXIMA: Final = timedelta(hours=12)
DURACION_A_SU_RITMO: Final = timedelta(days=92)
APELLIDO_MAXIMO: Final = 60
LARGOS: Final = {"titulo": 120, "descripcion": 1000, "lugar": 200, "enlace": 500}
_enlace = URLValidator(schemes=["https"], message="El enlace empieza con https:// y no lleva espacios.")


@dataclass(frozen=True)
class DatosSesion:
    """The fields of a talk that people write, and no other."""

    tema: str
    titulo: str
    inicio: datetime
    fin: datetime
    facilitador: Any
    modalidad: str = Modalidad.VIRTUAL
    descripcion: str = ""
    aforo: int | None = None
    enlace: str = ""
    lugar: str = ""
    region: Region | None = None
    municipalidad: Municipalidad | None = None

    def revisados(self) -> "DatosSesion":
        """Return the data in their stored form. Raises ValidationError naming every wrong field."""
        limpios = replace(
            self,
            titulo=en_una_linea(self.titulo),
            descripcion=normalizar(self.descripcion),
            lugar=en_una_linea(self.lugar),
            enlace=self.enlace.strip(),
            region=self.municipalidad.region if self.municipalidad else self.region,
        )
        if errores := {c: m for c, m in _errores_de_sesion(limpios).items() if m}:
            raise ValidationError(errores)
        return limpios

    def campos(self) -> dict[str, Any]:
        """Return them by the name of their column; rows are not copied."""
        return {nombre: getattr(self, nombre) for nombre in self.__dataclass_fields__}


def _errores_de_sesion(datos: DatosSesion) -> dict[str, str]:
    errores = {c: _motivo_de_largo(getattr(datos, c), maximo) for c, maximo in LARGOS.items()}
    if not datos.titulo:
        errores["titulo"] = "Falta escribir el título."
    if datos.tema not in TemaSesion.values:
        errores["tema"] = "Elija uno de los temas."
    if datos.modalidad not in Modalidad.values:
        return errores | {"modalidad": "Elija una de las modalidades."}
    errores["inicio"] = _motivo_de_inicio(datos.inicio)
    errores["fin"] = _motivo_de_fin(datos)
    if datos.enlace and not errores["enlace"]:
        errores["enlace"] = _motivo_de_enlace(datos.enlace)
    return errores


def _motivo_de_largo(texto: str, maximo: int) -> str:
    return f"Escriba hasta {maximo} letras; tiene {len(texto)}." if len(texto) > maximo else ""


def _motivo_de_inicio(inicio: datetime) -> str:
    if inicio < INICIO_MINIMO:
        return "Revise el año: el programa todavía no daba charlas."
    return "La fecha está a más de un año: revísela." if inicio > timezone.now() + PLAZO_MAXIMO else ""


def _motivo_de_fin(datos: DatosSesion) -> str:
    if datos.fin <= datos.inicio:
        return "Termina antes de empezar: revise las horas."
    a_su_ritmo = datos.modalidad == Modalidad.ASINCRONICA
    if datos.fin - datos.inicio <= (DURACION_A_SU_RITMO if a_su_ritmo else DURACION_MAXIMA):
        return ""
    return "Dura más de tres meses: revise las fechas." if a_su_ritmo else "Dura más de 12 horas: revísela."


def _motivo_de_enlace(enlace: str) -> str:
    try:
        _enlace(enlace)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


@dataclass(frozen=True)
class DatosInscripcion:
    """What is asked of whoever registers. `acepta` is the tick of consent: without it nothing is kept."""

    nombres: str
    apellidos: str
    tipo_documento: str = TipoDocumento.DNI
    numero_documento: str = ""
    celular: str = ""
    correo: str = ""
    distrito: Distrito | None = None
    tipo: str = TipoAsistente.PUBLICO
    acepta: bool = False

    def revisados(self) -> "DatosInscripcion":
        """Return the data in their stored form. Raises ValidationError naming every wrong field."""
        errores: dict[str, Any] = {}

        def campo(nombre: str, revisar: Callable[..., Any], *valores: Any) -> Any:
            try:
                return revisar(*valores)
            except ValidationError as error:
                errores[nombre] = error
                return valores[-1]

        limpios = replace(
            self,
            numero_documento=campo(
                "numero_documento", normalizar_documento, self.tipo_documento, self.numero_documento
            ),
            nombres=campo("nombres", normalizar_nombre, self.nombres),
            apellidos=campo("apellidos", _apellidos, self.apellidos),
            celular=campo("celular", normalizar_celular, self.celular),
            correo=campo("correo", _correo, self.correo),
            tipo=TipoAsistente(self.tipo).value,
        )
        if not self.acepta:
            errores["acepta"] = ValidationError("Sin este permiso no se pueden guardar los datos.")
        if errores:
            raise ValidationError(errores)
        return limpios

    def campos(self) -> dict[str, Any]:
        """Return them by the name of their column."""
        return {nombre: getattr(self, nombre) for nombre in self.__dataclass_fields__ if nombre != "acepta"}


def _apellidos(texto: str) -> str:
    apellidos = normalizar_nombre(texto)
    if max(map(len, partir_apellidos(apellidos))) > APELLIDO_MAXIMO:
        raise ValidationError(f"Cada apellido lleva hasta {APELLIDO_MAXIMO} letras.")
    return apellidos


def _correo(correo: str) -> str:
    correo = en_una_linea(correo)
    if correo:
        validate_email(correo)
    return correo
