"""How students come into teams that form themselves: by an open door, by asking, by invitation."""
