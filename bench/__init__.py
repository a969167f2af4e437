"""Figures, as ratios of interleaved runs: ``make bench``. Never part of the tests: these machines are noisy."""
