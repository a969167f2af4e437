"""The command line, ``rushes``: serve, worker, migrate, demo, user, backup, restore, doctor."""

from app.cli.commands import main

__all__ = ["main"]
