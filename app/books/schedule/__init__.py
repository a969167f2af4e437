"""The filming schedule: shooting days, the stripboard, clashes, day-out-of-days, call sheets."""
