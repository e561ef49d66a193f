"""Screens of spaces: lists and map, the space page, forms, photos."""
