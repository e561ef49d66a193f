"""Lists as files: CSV, Excel, GeoJSON. The filtered rows, streamed, with their count and filters inside.

An app declares its columns (`ColumnaExportada`) and one view (`vistas.VistaExportacion`).
"""
