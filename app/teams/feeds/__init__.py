"""Private addresses under which calendar programs read somebody's dates."""
