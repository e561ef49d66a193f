"""Saved views: a list's filters under a name, for whoever saved them. Any list takes them in one line.

A `VistaLista` that says ``guardable = "espacios:lista"`` (the name of its own address) gets them above its
rows through `_componentes/vistas_guardadas.html`.
"""
