"""Tests of two films beside each other."""
