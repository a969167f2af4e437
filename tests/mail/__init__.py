"""Tests of the mail machinery."""
