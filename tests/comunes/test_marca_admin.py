"""The admin carries the product's brand and writes no inline style or script."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.fabricas.cuentas import UsuarioFactory


def test_change_list_without_actions_writes_no_style_element() -> None:
    html = render_to_string("admin/change_list.html", {"is_popup": True, "cl": None, "media": {"css": ""}})
    assert "<style" not in html
