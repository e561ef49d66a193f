"""The page of a person: what this user may read, and what the person takes part in and agreed to."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from comunes.vistas import VistaDetalle
from cuentas.enums import Permiso
from personas.enums import Finalidad
from personas.models import Fusion, Persona
from personas.permissions import REVELABLES, Ver, con_niveles, ver_persona_revelada
from personas.secciones import secciones_de


class FichaPersona(VistaDetalle):
    permiso = Permiso.PERSONA_VER
    model = Persona
    context_object_name = "persona"
    template_name = "personas/ficha.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the person; whoever was united with another in scope is found under the one that stayed."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            uniones = Fusion.objects.visible_to(request.user, self.permiso).en_pie()
            union = uniones.filter(absorbida=kwargs["pk"]).select_related("conservada").first()
            if union is None:
                raise
            return HttpResponseRedirect(union.get_absolute_url())

    def get_queryset(self) -> QuerySet[Any]:
        editables = Persona.objects.visible_to(self.request.user, Permiso.PERSONA_EDITAR)
        # Read once, for this page and for the sections that look under every document the person had.
        uniones = Prefetch("fusiones", Fusion.objects.select_related("hecha_por", "deshecha_por"))
        filas = super().get_queryset().select_related("distrito").prefetch_related(uniones)
        filas = filas.annotate(editable=Exists(editables.filter(pk=OuterRef("pk"))))
        return con_niveles(filas, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persona, usuario = self.object, self.request.user
        datos = ver_persona_revelada(usuario, persona)
        consentimientos = list(persona.consentimientos.all())
        return super().get_context_data(
            datos=datos,
            secciones=secciones_de(persona, usuario),
            consentimientos=consentimientos,
            sin_permiso=all(c.finalidad != Finalidad.GESTION for c in consentimientos),
            uniones=self._uniones(),
            puede_unir=usuario.tiene(Permiso.PERSONA_FUSIONAR),
            puede_revelar=_quedan_ocultos(datos.grado) and usuario.tiene(Permiso.PERSONA_REVELAR),
            **kwargs,
        )

    def _uniones(self) -> list[Fusion]:
        """Return the unions of this person, for who may undo them."""
        if not self.request.user.tiene(Permiso.PERSONA_FUSIONAR):
            return []
        return list(self.object.fusiones.all())


def _quedan_ocultos(grado: Any) -> bool:
    return any(getattr(grado, campo) != Ver.TODO for campo in REVELABLES)
