"""The product's admin site: its name, and the entrance through the product's own sign-in."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme

from cuentas.admin_base import AdminConAlcance


class SitioAdmin(AdminSite):
    site_header = "Espacio Seguro"
    site_title = "Espacio Seguro"
    index_title = "Administración del programa"
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take only admins that go through the scope; other packages' own ones stay out."""
        if admin_class is not None and issubclass(admin_class, AdminConAlcance):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send visitors to the one sign-in there is, with its second factor and its brake."""
        if request.user.is_authenticated:
            raise PermissionDenied
        pedido = request.GET.get("next", "")
        seguro = url_has_allowed_host_and_scheme(pedido, {request.get_host()})
        return redirect_to_login(pedido if seguro else reverse("admin:index"))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_change_password"))
