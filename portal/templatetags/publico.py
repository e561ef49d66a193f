"""What public pages say differently from work pages."""

from django import template

from portal.selectors.publico import contados

register = template.Library()
register.filter("contados", contados)
