"""Backups: the database and the files together in one folder, with a manifest that can be checked.

`copia` makes one and `vuelta` brings one back; both lean on `manifiesto` (what it says of itself) and
`motores` (how each engine is dumped and restored). See docs/operacion.md and ADR 0028.
"""
