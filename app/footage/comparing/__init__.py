"""Two takes of a team, or two of its cuts, beside each other."""
