"""The sample programme: the mended sample workbook, brought to today, with accounts that try every role.

All of it is invented and marked: accounts carry `de_ejemplo`, the installation says that sample data is
loaded, and every page shows it.
"""
