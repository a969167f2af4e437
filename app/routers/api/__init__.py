"""The JSON face of the same actions, under /api/v1."""
