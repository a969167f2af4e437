"""Spreadsheets and printable files."""
