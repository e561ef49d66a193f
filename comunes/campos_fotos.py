"""The form field for photos: several files, each judged and named on its own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from comunes.fotos import ACEPTA, Foto, FotoInvalida, procesar
from comunes.fotos_en_espera import recoger
from comunes.texto import en_una_linea

# Where a form carries the tickets of the photos that arrived earlier: the field's name and this.
RECIBIDAS = "_recibidas"


class SelectorFotos(forms.FileInput):
    """A file input that takes several photos at once."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ACEPTA, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile | str]:
        """Return the files of this post, and the tickets (texts) of photos that came with an earlier one."""
        return [*_lista(files, name), *_lista(data, name + RECIBIDAS)]


def _lista(datos: Any, nombre: str) -> list[Any]:
    return list(datos.getlist(nombre)) if hasattr(datos, "getlist") else datos.get(nombre, [])


class CampoFotos(forms.FileField):
    """Up to `maximo` photos; its value is a list of `Foto`, without repeats.

    One error per refused file, naming it. A single photo: ``maximo=1``. When the form comes back with
    an error, `recibidas` has a ticket for each photo that did arrive (see `fotos_en_espera`).
    """

    widget = SelectorFotos

    def __init__(self, *, maximo: int = 8, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "JPG, PNG o WebP de hasta 10 MB. La ubicación se borra.")
        super().__init__(**kwargs)
        self.maximo = maximo
        self.aceptadas: list[Foto] = []
        self.recibidas: list[str] = []
        self.widget.allow_multiple_selected = maximo > 1
        if maximo > 1:
            self.widget.attrs["multiple"] = True

    def clean(self, data: Any, initial: Any = None) -> list[Foto]:  # type: ignore[override]
        archivos = [a for a in data or [] if a]
        if not archivos and self.required:
            raise ValidationError("Elegir al menos una foto.", code="required")
        if len(archivos) > self.maximo:
            raise ValidationError(self._demasiadas(len(archivos)), code="cantidad")
        self.aceptadas, errores = _procesar_todas(archivos)
        if errores:
            raise ValidationError(errores)
        return self.aceptadas

    def _demasiadas(self, cuantas: int) -> str:
        maximo = "una foto" if self.maximo == 1 else f"{self.maximo} fotos"
        return f"Llegaron {cuantas} archivos y aquí cabe{'' if self.maximo == 1 else 'n'} {maximo}."

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def _procesar_todas(archivos: list[UploadedFile | str]) -> tuple[list[Foto], list[ValidationError]]:
    fotos: dict[str, Foto] = {}
    errores = []
    for archivo in archivos:
        try:
            foto = _obtener(archivo)
        except FotoInvalida as error:
            errores.append(_con_nombre(archivo, error))
        else:
            fotos[foto.sha256] = foto
    return list(fotos.values()), errores


def _obtener(archivo: UploadedFile | str) -> Foto:
    if not isinstance(archivo, str):
        return procesar(archivo)  # type: ignore[arg-type]
    if (foto := recoger(archivo)) is None:
        raise FotoInvalida("Una foto que ya había llegado caducó: hay que elegirla otra vez.", code="caduca")
    return foto


def _con_nombre(archivo: UploadedFile | str, error: FotoInvalida) -> ValidationError:
    """Return the error with the name of its file in front; tickets have none."""
    if isinstance(archivo, str):
        return error
    nombre = en_una_linea(archivo.name or "")[-60:] or "archivo"
    frase = error.messages[0]
    return ValidationError(f"«{nombre}»: {frase[:1].lower()}{frase[1:]}", code=error.code)
