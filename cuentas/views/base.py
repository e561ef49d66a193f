"""What the doors share: who may knock, and what an answer to a wrong form looks like."""

from typing import Any

from django.http import Http404, HttpResponse

from comunes.vistas import ConPermiso


class DePaso(ConPermiso):
    """A page on the way in: open also to those who still have to enrol a second factor."""

    @classmethod
    def as_view(cls, **inicial: Any) -> Any:
        vista = super().as_view(**inicial)
        vista.sin_segundo_factor = True
        return vista


class Puerta(DePaso):
    """A door for those who have not signed in."""

    publica = True

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]


class Propia(ConPermiso):
    """A page about one's own account."""

    propia = True

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]


class PropiaDePaso(DePaso, Propia):
    """A page about one's own account, open before the second factor is enrolled."""


class ConContrasena(PropiaDePaso):
    """A page for accounts that have a password; for leaders, who have none, it does not exist."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise Http404
