"""The swap desk: after publishing, two students change places when both want it and the instructor confirms."""
