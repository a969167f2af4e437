"""Tests of the way to the editing desk."""
