"""The admin's form of a space: the same checks as everywhere, with the state the ministry may set."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from comunes.formularios import FormularioDeModelo
from espacios.campos import CampoPunto
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico
from espacios.services import CAMPOS
from espacios.ubicacion import EJEMPLO, Punto

ESTADOS_QUE_SE_FIJAN = [(e.value, e.label) for e in EstadoEspacio if e != EstadoEspacio.RETIRADO]


class FormularioEspacioAdmin(FormularioDeModelo):
    """Add or change a space. Changing its state asks for a motive; retiring has a screen of its own."""

    ubicacion = CampoPunto(
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=f"Latitud y longitud, o un enlace del mapa. Ejemplo: {EJEMPLO}",
    )
    estado = forms.ChoiceField(label="Estado", choices=ESTADOS_QUE_SE_FIJAN, required=False)
    motivo = forms.CharField(
        label="Motivo del cambio de estado",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Hace falta solo si cambia el estado. Queda en el historial.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = EspacioPublico
        fields = (
            "nombre",
            "tipo",
            "distrito",
            "comisaria",
            "factores",
            "direccion",
            "referencia",
            "area_m2",
            "titular",
            "fecha_incorporacion",
        )
        widgets = {"factores": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        e = self.instance
        self.initial.update(version=e.version, estado=e.estado)
        if e.latitud is not None and e.longitud is not None:
            self.initial["ubicacion"] = Punto(e.latitud, e.longitud)

    def clean_fecha_incorporacion(self) -> Any:
        fecha = self.cleaned_data["fecha_incorporacion"]
        if fecha and fecha > localdate():
            raise ValidationError("La fecha de incorporación está en el futuro.")
        return fecha

    def clean_version(self) -> int:
        version: int | None = self.cleaned_data["version"]
        if self.instance.pk and version is not None and version != self.instance.version:
            raise ValidationError(
                "Otra persona guardó cambios mientras usted editaba. Copie lo suyo, vuelva a abrir y compare."
            )
        return self.instance.version if version is None else version

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        distrito = datos.get("distrito") or getattr(self.instance, "distrito", None)
        comisaria = datos.get("comisaria")
        if comisaria and distrito and comisaria.region_id != distrito.region_id:
            self.add_error("comisaria", "Esta comisaría es de otra región.")
        if self.cambia_estado and len(datos.get("motivo", "").strip()) < 10:
            self.add_error("motivo", "Hace falta el motivo, en una frase que otra persona entienda.")
        return datos

    @property
    def cambia_estado(self) -> bool:
        pedido = self.cleaned_data.get("estado")
        return bool(self.instance.pk and pedido and pedido != self.initial["estado"])

    def campos_de_servicio(self) -> dict[str, Any]:
        """Return what the services take, besides the district and the state."""
        latitud, longitud = self.cleaned_data.get("ubicacion") or (None, None)
        propios = {c: v for c, v in self.cleaned_data.items() if c in CAMPOS | {"factores"}}
        return {**propios, "latitud": latitud, "longitud": longitud}
