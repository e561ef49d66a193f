"""The product's admin site: its name, and the entrance through the product's own sign-in."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest

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
