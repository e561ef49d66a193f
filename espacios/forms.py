"""Forms of spaces. They validate and gather; writing is the services' business."""

import hashlib
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from comunes.campos_fotos import CampoFotos
from comunes.formularios import Formulario
from espacios.campos import CampoArea, CampoPunto, CasillaDeAviso
from espacios.models import EspacioPublico, FactorRiesgo, TipoEspacio
from espacios.selectors import Parecido, aviso_de_distrito, comisarias_elegibles, parecidos
from espacios.ubicacion import Punto
from territorio.models import Comisaria, Distrito

LETRAS_MINIMAS = 6
FOTOS_AL_REGISTRAR = 6
FECHA = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "campo-corto"})
MEDIO = forms.Select(attrs={"class": "campo-medio"})


class FormularioDistrito(Formulario):
    """Which district a new space is in, for whoever works in several. Sends by GET."""

    distrito = forms.ChoiceField(label="Distrito", help_text="De él salen la municipalidad y las comisarías.")

    def __init__(self, *args: Any, distritos: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        filas = distritos.select_related("provincia", "region").order_by(
            "region__nombre", "provincia__nombre", "nombre"
        )
        grupos = groupby(filas, key=lambda d: f"{d.provincia.nombre}, {d.region.nombre}")
        opciones = [(grupo, [(d.pk, d.nombre) for d in suyos]) for grupo, suyos in grupos]
        self.fields["distrito"].choices = [("", "Elija un distrito"), *opciones]  # type: ignore[attr-defined]


class FormularioEspacio(Formulario):
    """Register or edit a space of `distrito`.

    What looks wrong but may be right (a point outside the district, a space like another) asks for a
    tick, `confirmar`, that only holds for the warnings shown.
    """

    nombre = forms.CharField(
        label="Nombre del espacio",
        max_length=160,
        help_text="Como lo llaman los vecinos, sin abreviar.",
        error_messages={"required": "Escriba el nombre."},
    )
    tipo = forms.ModelChoiceField(
        TipoEspacio.objects.none(),
        to_field_name="slug",
        label="Tipo",
        empty_label="Elija un tipo",
        widget=MEDIO,
        error_messages={"required": "Elija un tipo."},
    )
    distrito = forms.CharField(
        label="Distrito",
        disabled=True,
        required=False,
        help_text="De él salen la municipalidad y las comisarías.",
    )
    factores = forms.ModelMultipleChoiceField(
        FactorRiesgo.objects.none(),
        to_field_name="slug",
        label="Factores de riesgo",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Marque al menos uno. Sin esto el espacio no puede priorizarse."},
    )
    direccion = forms.CharField(
        label="Dirección",
        max_length=200,
        required=False,
        help_text="Calle y cuadra, o manzana y lote. Si no tiene, marque el punto en el mapa.",
    )
    referencia = forms.CharField(
        label="Referencia", max_length=200, required=False, help_text="Algo cercano que todos conozcan."
    )
    ubicacion = CampoPunto(required=False)
    comisaria = forms.ModelChoiceField(
        Comisaria.objects.none(), label="Comisaría", required=False, empty_label="Todavía no se sabe"
    )
    area_m2 = CampoArea(label="Área en metros cuadrados", required=False, min_value=1)
    titular = forms.CharField(
        label="Titular del predio",
        max_length=160,
        required=False,
        help_text="La entidad pública dueña del terreno, si se conoce.",
    )
    fecha_incorporacion = forms.DateField(
        label="Fecha de incorporación al programa", widget=FECHA, required=False
    )
    fotos = CampoFotos(label="Fotos del lugar", maximo=FOTOS_AL_REGISTRAR, required=False)

    def __init__(
        self, *args: Any, user: Any, distrito: Distrito, espacio: EspacioPublico | None = None, **kwargs: Any
    ) -> None:
        self.user, self.lugar, self.espacio = user, distrito, espacio
        self.parecidos: list[Parecido] = []
        kwargs["initial"] = {**_iniciales(distrito, espacio), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if espacio is not None:
            del self.fields["fotos"]  # they have a screen of their own
        self._ofrecer()

    def _ofrecer(self) -> None:
        """Offer active options, besides what the space already has."""
        e = self.espacio
        tipos, factores = TipoEspacio.objects.filter(activo=True), FactorRiesgo.objects.filter(activo=True)
        if e is not None:
            tipos |= TipoEspacio.objects.filter(pk=e.tipo_id)
            factores |= FactorRiesgo.objects.filter(pk__in=[f.pk for f in self.initial["factores"]])
        self.fields["tipo"].queryset = tipos  # type: ignore[attr-defined]
        self.fields["factores"].queryset = factores  # type: ignore[attr-defined]
        self.fields["ubicacion"].widget.distrito = self.lugar  # type: ignore[attr-defined]
        self._ofrecer_comisarias()

    def _ofrecer_comisarias(self) -> None:
        campo: Any = self.fields["comisaria"]
        campo.queryset = Comisaria.objects.filter(region=self.lugar.region_id)
        grupos = [
            (nombre, [(c.pk, _rotulo(c, self.lugar)) for c in filas])
            for nombre, filas in comisarias_elegibles(self.lugar)
        ]
        actual = self.espacio.comisaria if self.espacio else None
        if actual and not actual.activo:
            grupos.append(("Ya no figura en la relación vigente", [(actual.pk, str(actual))]))
        campo.choices = [("", campo.empty_label), *((n, o) for n, o in grupos if o)]
        self.comisarias_ofrecidas = {clave for _, opciones in grupos for clave, _ in opciones}

    # Checks ---------------------------------------------------------------------------------------

    def clean_nombre(self) -> str:
        nombre: str = self.cleaned_data["nombre"]
        if sum(c.isalnum() for c in nombre) < LETRAS_MINIMAS:
            raise ValidationError(
                f"«{nombre}» es muy corto. Escriba el nombre completo, por ejemplo «Parque Los Jazmines»."
            )
        return nombre

    def clean_comisaria(self) -> Comisaria | None:
        comisaria: Comisaria | None = self.cleaned_data["comisaria"]
        if comisaria and comisaria.pk not in self.comisarias_ofrecidas:
            raise ValidationError("Esta comisaría ya no figura en la relación vigente. Elija otra.")
        return comisaria

    def clean_fecha_incorporacion(self) -> Any:
        fecha = self.cleaned_data["fecha_incorporacion"]
        if fecha and fecha > localdate():
            raise ValidationError("La fecha de incorporación está en el futuro.")
        return fecha or localdate()

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not datos.get("direccion") and datos.get("ubicacion") is None and "ubicacion" not in self.errors:
            self.add_error("direccion", "Escriba la dirección o marque el punto en el mapa.")
        if not self.errors:
            self._avisar(datos)
        return datos

    def _avisar(self, datos: dict[str, Any]) -> None:
        """Ask for the tick when something looks wrong and the tick for exactly that is missing."""
        fuera = self._fuera_del_distrito(datos["ubicacion"])
        self.parecidos = self._parecidos(datos)
        if not fuera and not self.parecidos:
            return
        huella = _huella(fuera, self.parecidos)
        self.fields["confirmar"] = forms.BooleanField(
            label="Guardar de todos modos",
            required=False,
            widget=CasillaDeAviso(huella),
        )
        if self.data.get("confirmar") == huella:
            return
        if fuera:
            self.add_error("ubicacion", fuera)
        if self.parecidos:
            self.add_error("nombre", "Puede que este espacio ya esté registrado. Compare con los de arriba.")
        self.add_error("confirmar", "Marque esta casilla si, después de revisarlos, los datos son correctos.")

    def _fuera_del_distrito(self, punto: Punto | None) -> str:
        if punto is None or punto == self.initial.get("ubicacion"):
            return ""
        return aviso_de_lugar(punto, self.lugar)

    def _parecidos(self, datos: dict[str, Any]) -> list[Parecido]:
        """Return what the space is like; of one being edited, only what it was not like before."""
        nombre, punto, e = datos["nombre"], datos["ubicacion"], self.espacio
        if e is None:
            return self._parecidos_a(nombre, punto)
        antes = e.nombre, self.initial.get("ubicacion")
        if (nombre, punto) == antes:
            return []
        sabidos = {p.espacio.pk for p in self._parecidos_a(*antes)}
        return [p for p in self._parecidos_a(nombre, punto) if p.espacio.pk not in sabidos]

    def _parecidos_a(self, nombre: str, punto: Punto | None) -> list[Parecido]:
        otro = self.espacio.pk if self.espacio else None
        return parecidos(self.user, nombre=nombre, distrito=self.lugar, punto=punto, excepto=otro)

    def diferencias(self) -> list[tuple[str, str]]:
        """Return, for each field whose typed value is not the saved one, its label and what is saved."""
        return [(str(self.fields[c].label), _en_palabras(self.initial.get(c))) for c in self.changed_data]

    def campos_de_servicio(self) -> dict[str, Any]:
        """Return what `registrar_espacio` and `editar_espacio` take."""
        datos = {
            c: v for c, v in self.cleaned_data.items() if c not in {"distrito", "confirmar", "ubicacion"}
        }
        punto = self.cleaned_data["ubicacion"]
        latitud, longitud = punto or (None, None)
        return {**datos, "latitud": latitud, "longitud": longitud}


def aviso_de_lugar(punto: Punto, distrito: Distrito) -> str:
    """Return what to say of a point outside its district, and what to look at; or an empty text."""
    fuera = aviso_de_distrito(punto, distrito)
    return f"{fuera} Revise el signo y el orden: primero la latitud." if fuera else ""


def _iniciales(distrito: Distrito, espacio: EspacioPublico | None) -> dict[str, Any]:
    iniciales: dict[str, Any] = {"distrito": f"{distrito.nombre} ({distrito.pk})"}
    if espacio is None:
        return {**iniciales, "fecha_incorporacion": localdate()}
    simples = ("nombre", "tipo", "direccion", "referencia", "comisaria", "titular", "fecha_incorporacion")
    iniciales |= {campo: getattr(espacio, campo) for campo in simples}
    iniciales["factores"] = list(espacio.factores.all())
    if espacio.area_m2 is not None:
        entera = espacio.area_m2.to_integral_value()
        iniciales["area_m2"] = entera if entera == espacio.area_m2 else espacio.area_m2
    if espacio.latitud is not None and espacio.longitud is not None:
        iniciales["ubicacion"] = Punto(espacio.latitud, espacio.longitud)
    return iniciales


def _en_palabras(valor: Any) -> str:
    if isinstance(valor, list):
        return ", ".join(map(str, valor)) or "sin dato"
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    return str(valor) if valor not in (None, "") else "sin dato"


def _rotulo(comisaria: Comisaria, distrito: Distrito) -> str:
    return str(comisaria) if comisaria.distrito_id == distrito.pk else f"{comisaria}, {comisaria.distrito}"


def _huella(fuera: str, hallados: list[Parecido]) -> str:
    texto = "|".join([fuera, *sorted(p.espacio.codigo for p in hallados)])
    return hashlib.sha256(texto.encode()).hexdigest()[:16]


class FormularioMotivo(Formulario):
    """Why a space is retired, or brought back."""

    motivo = forms.CharField(
        label="Motivo",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En una frase que otra persona entienda. Queda en el historial, con su nombre.",
    )
