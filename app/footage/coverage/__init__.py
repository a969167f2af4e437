"""Coverage: which planned shots have a good take, for a day or the whole film, while the location is still open."""
