"""The anonymous vote on the pitches of a course, before the instructor decides about the topics."""
