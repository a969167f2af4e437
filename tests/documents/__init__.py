"""Tests of the documents machinery."""
