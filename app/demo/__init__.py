"""The demonstration course."""
