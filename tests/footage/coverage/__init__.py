"""Tests of the coverage."""
