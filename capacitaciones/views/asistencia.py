"""Writing down who came, on a phone too: everybody listed, the absent unticked, saved."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from capacitaciones import ciclo
from capacitaciones.enums import OrigenInscripcion
from capacitaciones.forms.asistencia import (
    FormularioAsistencia,
    FormularioConocida,
    FormularioNueva,
    nombre_de,
)
from capacitaciones.models import Inscripcion, Sesion
from capacitaciones.partes import Parte, partir
from capacitaciones.permissions import grado_en, ver_inscripcion
from capacitaciones.selectors import anonimas_de, filas_de_lista, lista_de_asistencia
from capacitaciones.services import agregar_asistente, guardar_asistencia, inscribir
from capacitaciones.views.base import SobreSesion
from comunes.formularios import Formulario
from cuentas.enums import Permiso
from personas.forms.documento import FormularioDocumento
from personas.models import Persona
from personas.selectors import buscar_por_documento

AGREGAR = "agregar"
# People on one page: light on a phone, and each tick within what one form may send.
POR_PARTE: Final = 500
FALTA_REPASAR = "Quedó guardada. Falta revisar y guardar a quienes aparecen aquí."
YA_NO_ESTA = "Esa persona ya no está a la vista. Busque otra vez su documento."


class AnotarAsistencia(SobreSesion):
    """The list of a talk to tick, a long one in parts; the talk counts as given once all were saved."""

    permiso = Permiso.CAPACITACION_EDITAR
    form_class = FormularioAsistencia
    template_name = "capacitaciones/asistencia.html"
    titulo = "Asistencia"
    mensaje_exito = "La asistencia quedó guardada."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lista = lista_de_asistencia(self.sesion)
        self.partes = partir(max(1, len(self.lista.claves)), POR_PARTE)
        pedida = request.GET.get("parte", "")
        self.parte = next((p for p in self.partes if str(p.numero) == pedida), self._la_que_falta())
        self.es_la_ultima = self.parte == self.partes[-1]

    def _la_que_falta(self) -> Parte:
        """Return the first part with somebody nobody looked at yet, or the first one."""
        faltan = (p for p in self.partes if self.lista.por_repasar.intersection(self._claves_de(p)))
        return next(faltan, self.partes[0])

    def _claves_de(self, parte: Parte) -> list[int]:
        return self.lista.claves[parte.desde - 1 : parte.hasta]

    def get_form_kwargs(self) -> dict[str, Any]:
        parte = self._claves_de(self.parte)
        del_formulario = {"claves": self.lista.claves, "parte": parte, "con_cuentas": self.es_la_ultima}
        return super().get_form_kwargs() | del_formulario

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form, having read the rows it shows."""
        form = super().get_form(form_class)
        self.filas = filas_de_lista(form.a_la_vista)
        if not form.is_bound:
            form.initial = {nombre_de(*grupo): n for grupo, n in anonimas_de(self.sesion).items()}
        return form

    def _de_entrada(self) -> list[int]:
        """Return whom the page shows ticked: whoever was, and everybody nobody looked at yet, one document
        once. Row by row: others come and go meanwhile, and with them the bounds of the parts."""
        nuevas = self.lista.por_repasar - self.lista.despues
        return [i.pk for i in self.filas if i.pk in nuevas or hasattr(i, "asistencia")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(
            impedimento=ciclo.impedimento_para_asistencia(self.sesion), **kwargs
        )
        marcadas = contexto["form"].marcadas(self._de_entrada())
        grado = grado_en(self.request.user, self.sesion)
        return contexto | {
            "filas": [(i, ver_inscripcion(i, grado), str(i.pk) in marcadas) for i in self.filas],
            "mostradas": ",".join(str(i.pk) for i in self.filas),
            "repetidas": self.lista.repetidas,
            "parte": self.parte,
            "partes": self.partes,
            "total": len(self.lista.claves),
        }

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioAsistencia)  # noqa: S101  tells the type checker
        guardar_asistencia(
            actor=self.request.user,
            sesion=self.sesion,
            version=self.version,
            mostradas=form.cleaned_data["mostradas"],
            presentes=form.cleaned_data["presentes"],
            anonimas=form.anonimas(),
        )
        if AGREGAR in self.request.POST:
            return reverse("capacitaciones:agregar", args=[self.sesion.uuid])
        if not self.es_la_ultima:
            self.mensaje_exito = f"La parte {self.parte.numero} de {len(self.partes)} quedó guardada."
            return f"{self.request.path}?parte={self.parte.numero + 1}"
        if lista_de_asistencia(self.sesion).por_repasar:
            self.mensaje_exito = FALTA_REPASAR
            return self.request.path
        return self.sesion.get_absolute_url()


class AgregarAlguien(SobreSesion):
    """Document first: the known in two taps, the rest in a handful of fields. Always by POST.

    Before the talk it is a registration that takes a seat; from its hour on, somebody who came.
    """

    permiso = Permiso.CAPACITACION_EDITAR
    template_name = "capacitaciones/agregar.html"
    titulo = "Agregar a alguien"
    mensaje_exito = "Quedó en la lista."
    formularios: dict[str, type[Formulario]] = {"conocida": FormularioConocida, "nueva": FormularioNueva}
    persona: Persona | None = None
    ya_figura: Inscripcion | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.paso = request.POST.get("paso", "documento")

    def get_form_class(self) -> type[Formulario]:
        return self.formularios.get(self.paso, FormularioDocumento)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        grado = grado_en(self.request.user, self.sesion)
        ya = ver_inscripcion(self.ya_figura, grado) if self.ya_figura else None
        return super().get_context_data(
            paso=self.paso,
            persona=self.persona,
            ya_figura=ya,
            impedimento=self._impedimento(),
            volver=self._lista(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.paso in self.formularios:
            return super().post(request, *args, **kwargs)
        documento = FormularioDocumento(request.POST)
        return self._mostrar_lo_hallado(documento) if documento.is_valid() else self.form_invalid(documento)

    def _mostrar_lo_hallado(self, documento: FormularioDocumento) -> HttpResponse:
        tipo, numero = (documento.cleaned_data[c] for c in ("tipo_documento", "numero_documento"))
        suyas = Inscripcion.objects.vivas().filter(sesion=self.sesion).exclude(numero_documento="")
        self.ya_figura = suyas.filter(tipo_documento=tipo, numero_documento=numero).first()
        if self.ya_figura:
            return self.render_to_response(self.get_context_data(form=documento))
        self.persona = self._conocida(tipo, numero)
        self.paso = "conocida" if self.persona else "nueva"
        form = self.get_form_class()(initial={"tipo_documento": tipo, "numero_documento": numero})
        return self.render_to_response(self.get_context_data(form=form))

    def _conocida(self, tipo: str, numero: str) -> Persona | None:
        """Return who has that document among the persons in sight, if anybody."""
        if not (numero and self.request.user.tiene(Permiso.PERSONA_VER)):
            return None
        return buscar_por_documento(self.request.user, tipo=tipo, numero=numero).persona

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        if self.paso == "conocida" and not {"tipo_documento", "numero_documento"} & set(form.errors):
            limpios = form.cleaned_data
            self.persona = self._conocida(limpios["tipo_documento"], limpios["numero_documento"])
        return super().form_invalid(form)

    def guardar(self, form: Any) -> str:
        limpios = form.cleaned_data
        if self.paso == "conocida":
            self.persona = self._conocida(limpios["tipo_documento"], limpios["numero_documento"])
            if self.persona is None:
                raise ValidationError(YA_NO_ESTA)
        quien = {"sesion": self.sesion, "datos": form.datos(), "persona": self.persona}
        if self._ya_empezo():
            agregar_asistente(actor=self.request.user, **quien)
        else:
            inscribir(actor=self.request.user, origen=OrigenInscripcion.EQUIPO, **quien)
        return self.request.path if "otra" in self.request.POST else self._lista()

    def _ya_empezo(self) -> bool:
        return not ciclo.impedimento_para_asistencia(self.sesion)

    def _impedimento(self) -> str:
        return (
            "" if _agrega(self.sesion) else "La inscripción no está abierta y la charla todavía no empieza."
        )

    def _lista(self) -> str:
        destino = "asistencia" if self._ya_empezo() else "participantes"
        return reverse(f"capacitaciones:{destino}", args=[self.sesion.uuid])


def _agrega(sesion: Sesion) -> bool:
    return sesion.recibe_inscripciones or not ciclo.impedimento_para_asistencia(sesion)
