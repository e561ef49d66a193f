"""Forms of the import: the file, and what its sheets and columns are."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from comunes.formularios import Formulario
from comunes.hojas.inspeccion import tipo_de_contenido
from comunes.hojas.limites import MB, PESO_MAXIMO, ArchivoRechazado
from padron.campos import CAMPOS, ROTULOS, Entidad
from padron.enums import SistemaUbigeo
from padron.models import Importacion
from padron.services import MUY_PESADO

SISTEMAS = [
    ("", "Averiguarlo con los nombres de los distritos"),
    (SistemaUbigeo.INEI.value, "INEI"),
    (SistemaUbigeo.RENIEC.value, "RENIEC"),
]
AYUDA_SISTEMA = (
    "El INEI y el RENIEC numeran distinto los distritos: 130101 es Trujillo o Chiclayo según quién."
)


class FormularioSubir(Formulario):
    archivo = forms.FileField(
        label="Padrón de la oficina regional",
        help_text=f"Un libro de Excel (.xlsx) o un CSV de hasta {PESO_MAXIMO // MB} MB y 20 000 filas. "
        "Nada se guarda hasta que usted confirme.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Elija el archivo.", "empty": "El archivo está vacío."},
    )
    sistema = forms.ChoiceField(
        label="Los ubigeos del archivo son del",
        help_text=AYUDA_SISTEMA,
        choices=SISTEMAS,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_archivo(self) -> UploadedFile:
        """Refuse at once what is plainly no workbook; the rest is looked into in the background."""
        archivo: UploadedFile = self.cleaned_data["archivo"]
        if (archivo.size or 0) > PESO_MAXIMO:
            raise ValidationError(MUY_PESADO)
        try:
            tipo_de_contenido(archivo.read())
        except ArchivoRechazado as rechazo:
            raise ValidationError(rechazo.mensaje) from rechazo
        archivo.seek(0)
        return archivo


NADA = "-"
NO_IMPORTAR = (NADA, "No importar esta hoja")
NO_USAR = (NADA, "No usar")


class FormularioColumnas(Formulario):
    """What each sheet holds, where its header is, and which column is which."""

    sistema = FormularioSubir.base_fields["sistema"]

    def __init__(self, *args: Any, importacion: Importacion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hojas = importacion.hojas
        self.initial.setdefault("sistema", importacion.sistema_declarado)
        for indice, hoja in enumerate(self.hojas):
            self._agregar_hoja(indice, hoja)

    def _agregar_hoja(self, indice: int, hoja: dict[str, Any]) -> None:
        self.fields[f"h{indice}-entidad"] = forms.ChoiceField(
            label="Contiene",
            choices=[NO_IMPORTAR, *((e.value, r) for e, r in ROTULOS.items())],
            initial=hoja["entidad"] or NADA,
        )
        self.fields[f"h{indice}-fila"] = forms.IntegerField(
            label="Fila de los títulos",
            min_value=1,
            max_value=1_000,
            initial=hoja["fila"] or 1,
            widget=forms.NumberInput(attrs={"class": "campo-corto"}),
        )
        if hoja["entidad"]:
            por_posicion = {posicion: clave for clave, posicion in hoja["columnas"].items()}
            for posicion, encabezado in hoja["encabezados"].items():
                self.fields[f"h{indice}-c{posicion}"] = forms.ChoiceField(
                    label=encabezado,
                    choices=_campos(Entidad(hoja["entidad"])),
                    initial=por_posicion.get(int(posicion), NADA),
                )

    def grupos(self) -> list[dict[str, Any]]:
        """Return the sheets with their bound fields, for the template."""
        return [
            {
                "nombre": hoja["nombre"],
                "entidad": self[f"h{indice}-entidad"],
                "fila": self[f"h{indice}-fila"],
                "columnas": [
                    (letra_de(int(p)), self[f"h{indice}-c{p}"])
                    for p in hoja["encabezados"]
                    if f"h{indice}-c{p}" in self.fields
                ],
            }
            for indice, hoja in enumerate(self.hojas)
        ]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        for indice, hoja in enumerate(self.hojas):
            vistas: dict[str, str] = {}
            for posicion in hoja["encabezados"]:
                clave = _elegido(datos.get(f"h{indice}-c{posicion}"))
                if clave and clave in vistas:
                    self.add_error(
                        f"h{indice}-c{posicion}",
                        f"Ya lo eligió en la columna {letra_de(int(vistas[clave]))}.",
                    )
                elif clave:
                    vistas[clave] = posicion
        return datos

    def mapeo(self) -> dict[str, Any]:
        """Return what the user said, as `padron.lectura` takes it.

        A sheet whose contents or header row changed gets its columns recognised anew.
        """
        return {hoja["nombre"]: self._de_hoja(indice, hoja) for indice, hoja in enumerate(self.hojas)}

    def _de_hoja(self, indice: int, hoja: dict[str, Any]) -> dict[str, Any]:
        datos = self.cleaned_data
        entidad = _elegido(datos[f"h{indice}-entidad"])
        dicho: dict[str, Any] = {"entidad": entidad, "fila": datos[f"h{indice}-fila"]}
        if dicho["entidad"] == hoja["entidad"] and dicho["fila"] == hoja["fila"]:
            elegidas = {p: _elegido(datos.get(f"h{indice}-c{p}")) for p in hoja["encabezados"]}
            dicho["columnas"] = {clave: int(p) for p, clave in elegidas.items() if clave}
        return dicho


def _elegido(valor: str | None) -> str:
    return "" if valor in (None, NADA) else str(valor)


def _campos(entidad: Entidad) -> list[tuple[str, str]]:
    propios = CAMPOS[entidad].values()
    return [NO_USAR, *((c.clave, c.palabra.capitalize()) for c in propios)]


def letra_de(posicion: int) -> str:
    """Return the letters of a 0-based column: 0 is A, 26 is AA."""
    letras = ""
    posicion += 1
    while posicion:
        posicion, resto = divmod(posicion - 1, 26)
        letras = chr(65 + resto) + letras
    return letras
