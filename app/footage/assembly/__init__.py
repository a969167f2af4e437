"""The assembly: circled takes in scene and shot order, cards where a shot is missing, watched as the film grows."""
