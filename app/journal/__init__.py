"""What happened: entries that notices, digests and the workload ledger read."""
