"""Writing an activity down at a desk: anybody's of a space, or what its committee had planned."""

import uuid
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from actividades.enums import SIN_EFECTO, Organizador
from actividades.forms.datos import FormularioNueva
from actividades.models import Actividad
from actividades.permissions import espacios_del_territorio
from actividades.selectors import parecidas, ultima_cantidad
from actividades.services import anotar_actividad
from comites.models import Comite
from comunes.idempotencia import leer_clave
from comunes.vistas import VistaFormulario
from cuentas.enums import Permiso

SE_CANCELO: Final = "Lo que se había programado se canceló. Si se hizo, regístrelo como actividad nueva."


class NuevaActividad(VistaFormulario):
    """An activity of a space, written down by the municipality or the region, for any organiser.

    With `?programada=`, what its committee had planned: that one becomes done.
    """

    permiso = Permiso.ACTIVIDAD_ANOTAR
    form_class = FormularioNueva
    template_name = "actividades/nueva.html"
    mensaje_exito = "La actividad quedó registrada. La verifica otra persona."

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        espacios = espacios_del_territorio(request.user).select_related("distrito")
        self.espacio = get_object_or_404(espacios, codigo=kwargs["codigo"])
        self.programada = self._la_programada()
        activos = Comite.objects.activos().filter(espacio=self.espacio)
        self.comite = self.programada.comite if self.programada else activos.first()

    def _la_programada(self) -> Actividad | None:
        if (pedida := self.request.GET.get("programada")) is None:
            return None
        del_espacio = self.visibles(Actividad).filter(espacio=self.espacio, organizador=Organizador.COMITE)
        return get_object_or_404(del_espacio.select_related("tipo", "comite"), uuid=leer_clave(pedida))

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.programada and not self.programada.por_hacer:
            cancelada = self.programada.estado in SIN_EFECTO
            messages.info(request, SE_CANCELO if cancelada else "Ya se anotó que se hizo.")
            return HttpResponseRedirect(self.programada.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() if self.programada is None else _datos_previstos(self.programada)

    def get_form_kwargs(self) -> dict[str, Any]:
        con_comite, programada = self.comite is not None, self.programada is not None
        return {**super().get_form_kwargs(), "con_comite": con_comite, "programada": programada}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(espacio=self.espacio, **kwargs)

    def guardar(self, form: Any) -> str:
        if self.programada and self.programada.estado in SIN_EFECTO:
            raise ValidationError(SE_CANCELO)
        datos = dict(form.cleaned_data)
        organizador = Organizador(datos.pop("organizador", Organizador.COMITE))
        recibo = anotar_actividad(
            actor=self.request.user,
            uuid=self.programada.uuid if self.programada else uuid.uuid4(),
            espacio=self.espacio,
            comite=self.comite if organizador == Organizador.COMITE else None,
            organizador=organizador,
            **datos,
        )
        if recibo.difiere:
            self.mensaje_exito = ""
            messages.warning(self.request, "Ya se había anotado con otros datos, y así se conserva.")
        self._avisar_parecidas(recibo.actividad)
        if recibo.actividad.lista and not recibo.actividad.cumplidos and not recibo.difiere:
            self.mensaje_exito += " Falta marcar los pasos que se cumplieron."
            return reverse("actividades:editar", args=[recibo.actividad.uuid]) + "#id_cumplidos_0"
        return str(recibo.actividad.get_absolute_url())

    def _avisar_parecidas(self, nueva: Actividad) -> None:
        repetidas = parecidas(
            self.request.user,
            espacio=nueva.espacio,
            fecha=nueva.fecha,
            tipo=nueva.tipo,
            excepto=nueva.uuid,
        )
        if repetidas.exists():
            messages.warning(
                self.request, "Ese día ya había una actividad parecida en este espacio. Compárelas."
            )


def _datos_previstos(programada: Actividad) -> dict[str, Any]:
    """Return what the form of something planned comes filled in with."""
    return {
        "tipo": programada.tipo_id,
        "titulo": programada.titulo,
        "fecha": min(programada.fecha, timezone.localdate()),
        "participantes": ultima_cantidad(programada),
    }
