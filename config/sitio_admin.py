"""The product's admin site: its name, and the entrance through the product's own sign-in."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class SitioAdmin(AdminSite):
    site_header = "Espacio Seguro"
    site_title = "Espacio Seguro"
    index_title = "Administración del programa"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))
