"""Tests of calendars that people follow."""
