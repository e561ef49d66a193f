"""The admin's forms of accounts: an account's own data, its roles, and handing over its work."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from comunes.formularios import Formulario, FormularioDeModelo
from cuentas.enums import Ambito
from cuentas.models import Asignacion, Usuario
from cuentas.roles import DEFINICIONES, Rol
from cuentas.services import Funcion

# Leaders' accounts are made from their committee's page.
ROLES_ASIGNABLES = [(rol.value, rol.label) for rol in Rol if rol != Rol.LIDER_COMITE]
LUGARES = {Ambito.REGION: "region", Ambito.MUNICIPALIDAD: "municipalidad", Ambito.COMISARIA: "comisaria"}


class FormularioUsuario(FormularioDeModelo):
    """An account's own data. `version` guards against a stale edit; `invitar` sends the first link."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    invitar = forms.BooleanField(
        label="Enviar ahora el correo para que ponga su contraseña", required=False, initial=True
    )

    class Meta:
        model = Usuario
        fields = ("nombres", "apellidos", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nueva = self.instance.pk is None
        self.initial["version"] = self.instance.version
        if "email" in self.fields:
            self.fields["email"].required = nueva or bool(self.instance.email)
        if not nueva:
            self.fields.pop("invitar", None)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class FormularioAsignacion(FormularioDeModelo):
    """A role and the place that it takes; an existing one can be moved or ended."""

    rol = forms.ChoiceField(label="Función", choices=[("", "Elija una función"), *ROLES_ASIGNABLES])
    terminar = forms.BooleanField(label="Terminar hoy", required=False)

    class Meta:
        model = Asignacion
        fields = ("rol", "region", "municipalidad", "comisaria", "hasta")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:  # there is nothing to end yet; the admin's table still asks for it
            self.fields["terminar"].disabled = True
            self.fields["terminar"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if "rol" in datos:
            self._exigir_su_lugar(datos)
        return datos

    def _exigir_su_lugar(self, datos: dict[str, Any]) -> None:
        propio = LUGARES.get(DEFINICIONES[Rol(datos["rol"])].ambito)
        for campo in LUGARES.values():
            if campo == propio and not datos.get(campo):
                self.add_error(campo, "Esta función necesita este lugar.")
            elif campo != propio and datos.get(campo):
                self.add_error(campo, "Esta función no lleva este lugar: déjelo vacío.")

    def funcion(self) -> Funcion:
        """Return what was chosen, for the services."""
        datos = self.cleaned_data
        claves = {campo: datos[campo].pk if datos.get(campo) else None for campo in LUGARES.values()}
        return Funcion(rol=Rol(datos["rol"]), hasta=datos.get("hasta"), **claves)


class ConjuntoDeFunciones(BaseInlineFormSet):  # type: ignore[type-arg]
    """The roles of one account; the same one twice is refused here, beside its row."""

    def clean(self) -> None:
        super().clean()
        vistas: set[Any] = set()
        for form in self.forms:
            if form.is_valid() and form.cleaned_data.get("rol") and not form.cleaned_data.get("terminar"):
                clave = tuple(form.cleaned_data.get(c) for c in ("rol", *LUGARES.values()))
                if clave in vistas:
                    raise ValidationError("La misma función en el mismo lugar está dos veces.")
                vistas.add(clave)


class FormularioEntrega(Formulario):
    """To whom the work of an account passes, and whether the account is switched off."""

    desactivar = forms.BooleanField(
        label="Desactivar después esta cuenta",
        required=False,
        initial=True,
        help_text="Ya no podrá entrar. Lo que hizo queda en el historial con su nombre.",
    )

    def __init__(self, *args: Any, candidatas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elegir = AutocompleteSelect(Asignacion._meta.get_field("usuario"), admin.site)
        self.fields["a"] = forms.ModelChoiceField(
            queryset=candidatas.filter(is_active=True),
            label="Quién recibe el trabajo",
            widget=elegir,
        )
        self.order_fields(["a", "desactivar"])
