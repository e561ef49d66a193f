"""Spreadsheets without a domain: read safely in a child process, recognise headers, mend cells, write.

This package is imported by the child too: nothing here may import Django at module level except
`lectura` and `escritura`, which only the parent uses.
"""
