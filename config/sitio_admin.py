"""The product's admin site: its name, and the entrance through the product's own sign-in."""

from django.contrib.admin import AdminSite


class SitioAdmin(AdminSite):
    site_header = "Espacio Seguro"
    site_title = "Espacio Seguro"
    index_title = "Administración del programa"
    enable_nav_sidebar = True
