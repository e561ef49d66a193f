"""Reads that the portal's pages are made of."""
