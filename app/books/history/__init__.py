"""The history of the book: who changed which field when, from what to what; and bringing it back."""
