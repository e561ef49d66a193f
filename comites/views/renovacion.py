"""The renewal wizard: call the election, take its result in one screen, print the acta."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone

from comites.enums import ClaseDocumento, MotivoAsamblea
from comites.forms.renovacion import FormularioRenovar, campo_de_cargo
from comites.models import Asamblea, Mandato
from comites.propuestas import asamblea_propuesta, fecha_propuesta
from comites.quorum import quorum_de
from comites.selectors import FichaIntegrante, fichas_de, quien_renovo
from comites.services import emitir_documento, renovar_mandato
from comites.views.base import FormularioDeComite
from comites.views.entrantes import ConEntrantes
from comites.views.papeles import url_de_papeles
from comites.vigencia import fin_propuesto, ultimo_dia_de_aviso
from comunes.fotos_en_espera import retener
from comunes.versiones import ConflictoDeEdicion


class ComiteRenovar(ConEntrantes, FormularioDeComite):
    """Record an election: the new mandate, who holds which office, and its acta to sign."""

    template_name = "comites/renovar.html"
    form_class = FormularioRenovar

    @cached_property
    def asamblea(self) -> Asamblea | None:
        """The election that was called and has no result yet."""
        pendientes = self.comite.asambleas.filter(motivo=MotivoAsamblea.RENOVACION, mandato=None)
        llamada: Asamblea | None = pendientes.order_by("-fecha", "-pk").first()
        return llamada

    @cached_property
    def ultimo(self) -> Mandato | None:
        return self.comite.mandatos.order_by("-inicio").first()

    @cached_property
    def fichas(self) -> list[FichaIntegrante]:
        """Whoever sits in it, or will; once somebody else renewed it, those whom the page was opened with."""
        todas = fichas_de(self.request.user, self.comite)
        if self.renovado_mientras:
            return [f for f in todas if campo_de_cargo(f) in self.request.POST]
        return [f for f in todas if f.integrante.hasta is None]

    @property
    def renovado_mientras(self) -> bool:
        """Say whether somebody else opened a mandate since the page was."""
        visto = self.request.POST.get("mandato_visto")
        return self.ultimo is not None and visto is not None and visto != str(self.ultimo.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        hoy, total = timezone.localdate(), len(self.fichas)
        quorum = (
            f"Quórum: {quorum_de(total)} de {total}; en segunda convocatoria, "
            f"{quorum_de(total, segunda=True)}."
        )
        vigente = self.ultimo is not None and self.ultimo.fin >= hoy
        propios = {"fichas": self.fichas, "quorum": quorum, "vigente": vigente, "entrantes": self.entrantes}
        return super().get_form_kwargs() | propios

    def get_initial(self) -> dict[str, Any]:
        propuesta = asamblea_propuesta(self.comite, self.ultimo, MotivoAsamblea.RENOVACION)
        asamblea, hoy, inicio = self.asamblea, timezone.localdate(), self._inicio_propuesto()
        return {
            "dia": min(asamblea.fecha, hoy) if asamblea else hoy,
            "hora": asamblea.hora if asamblea else propuesta["hora"],
            "lugar": asamblea.lugar if asamblea else propuesta["lugar"],
            "inicio": inicio,
            "fin": fin_propuesto(inicio),
            "adelantar": self.se_registra_desde is not None,
            "mandato_visto": str(self.ultimo.pk) if self.ultimo else "",
        }

    def _inicio_propuesto(self) -> date:
        """Return the day after the latest mandate; today when that lies behind, or too far ahead."""
        hoy, fin = timezone.localdate(), self.ultimo.fin if self.ultimo else date.min
        return hoy if self.se_registra_desde else max(fin + timedelta(days=1), hoy)

    @property
    def se_registra_desde(self) -> date | None:
        """Return from which day what follows the latest mandate can be written down, if still to come.

        Until then a renewal can only be an early one.
        """
        hoy = timezone.localdate()
        limite = ultimo_dia_de_aviso(hoy)
        if self.ultimo is None or self.ultimo.fin < limite:
            return None
        return hoy + (self.ultimo.fin + timedelta(days=1) - limite)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fin = self.ultimo.fin if self.ultimo else None
        return super().get_context_data(
            asamblea=self.asamblea,
            ultimo=self.ultimo,
            fecha_propuesta=fecha_propuesta(fin),
            se_registra_desde=self.se_registra_desde,
            **kwargs,
        )

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioRenovar)  # noqa: S101  tells the type checker
        datos: dict[str, Any] = {c: form.cleaned_data[c] for c in ("inicio", "fin", "acta")}
        renovar_mandato(
            actor=self.request.user,
            comite=self.comite,
            version=self.version_enviada(),
            cargos=form.cargos(),
            eleccion=form.eleccion(self.asamblea),
            adelantar=form.cleaned_data.get("adelantar", False),
            entran=self.elegidos(form),
            **datos,
        )
        return self._con_su_acta(bool(form.cargos() or self.entrantes))

    def _con_su_acta(self, hay_integrantes: bool) -> str:
        """Issue the acta to sign, when there is anybody to sign it, and lead to the papers."""
        dicho = "Mandato renovado. Agregue a quienes entran y después emita el acta."
        if hay_integrantes:
            acta = emitir_documento(
                actor=self.request.user, comite=self.comite, clase=ClaseDocumento.ACTA_RENOVACION
            )
            dicho = f"Mandato renovado. Imprima el acta {acta.correlativo}, fírmenla y súbala."
        messages.success(self.request, dicho)
        return url_de_papeles(self.comite)

    def en_conflicto(self, form: BaseForm, conflicto: ConflictoDeEdicion) -> HttpResponse:
        """Show the mandate that somebody else opened meanwhile; for any other change, the usual notice."""
        if not self.renovado_mientras:
            return super().en_conflicto(form, conflicto)
        retener(form)
        quien = quien_renovo(self.comite)
        contexto = self.get_context_data(form=form, conflicto=conflicto.actual, renovado_por=quien)
        return self.render_to_response(contexto, status=409)
