"""The admin app, with the product's own site as default."""

from django.contrib.admin.apps import AdminConfig


class AdministracionConfig(AdminConfig):
    default_site = "config.sitio_admin.SitioAdmin"
