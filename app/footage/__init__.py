"""Uploads, clips, takes, notes and cuts."""
