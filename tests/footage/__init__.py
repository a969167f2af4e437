"""Tests of footage."""
