"""Tests of the filming schedule."""
