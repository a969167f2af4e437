"""Tests of notes on films."""
