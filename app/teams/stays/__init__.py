"""Who was where, once the teams of a course were published."""
