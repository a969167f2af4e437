"""Addresses: parse, one action or one query, render."""
