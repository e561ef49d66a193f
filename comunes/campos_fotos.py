"""The form field for photos: several files, each judged and named on its own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from comunes.fotos import ACEPTA, Foto, FotoInvalida, procesar
from comunes.texto import en_una_linea


class SelectorFotos(forms.FileInput):
    """A file input that takes several photos at once."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ACEPTA, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else files.get(name, [])


class CampoFotos(forms.FileField):
    """Up to `maximo` photos; its value is a list of `Foto`, without repeats.

    One error per refused file, naming it. A single photo: ``maximo=1``.
    """

    widget = SelectorFotos

    def __init__(self, *, maximo: int = 8, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "JPG, PNG o WebP de hasta 10 MB. La ubicación se borra.")
        super().__init__(**kwargs)
        self.maximo = maximo
        self.widget.allow_multiple_selected = maximo > 1
        if maximo > 1:
            self.widget.attrs["multiple"] = True

    def clean(self, data: Any, initial: Any = None) -> list[Foto]:  # type: ignore[override]
        archivos = [a for a in data or [] if a]
        if not archivos and self.required:
            raise ValidationError("Elegir al menos una foto.", code="required")
        if len(archivos) > self.maximo:
            raise ValidationError(self._demasiadas(len(archivos)), code="cantidad")
        fotos, errores = _procesar_todas(archivos)
        if errores:
            raise ValidationError(errores)
        return fotos

    def _demasiadas(self, cuantas: int) -> str:
        maximo = "una foto" if self.maximo == 1 else f"{self.maximo} fotos"
        return f"Llegaron {cuantas} archivos y aquí cabe{'' if self.maximo == 1 else 'n'} {maximo}."

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def _procesar_todas(archivos: list[UploadedFile]) -> tuple[list[Foto], list[ValidationError]]:
    fotos: dict[str, Foto] = {}
    errores = []
    for archivo in archivos:
        try:
            foto = procesar(archivo)  # type: ignore[arg-type]
        except FotoInvalida as error:
            nombre = en_una_linea(archivo.name or "")[-60:] or "archivo"
            errores.append(ValidationError(f"«{nombre}»: {_seguido(error.messages[0])}", code=error.code))
        else:
            fotos[foto.sha256] = foto
    return list(fotos.values()), errores


def _seguido(frase: str) -> str:
    return frase[:1].lower() + frase[1:]
