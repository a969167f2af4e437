"""Forms, responses and their release."""
