"""Stage gates: what the next stage waits for, and what an instructor decided about it."""
