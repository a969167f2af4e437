"""The search for the best teams: a problem of plain values in, a division and its proof out. No database, no HTTP."""
