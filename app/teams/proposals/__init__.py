"""Proposals: divisions not in force. The solver makes them, the staff compares and changes them, one is used."""
