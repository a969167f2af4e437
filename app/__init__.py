"""Rushes: runs a student short-film course from the first class to screening night."""
