"""The screening night: programme, slots, projector, seats, guests."""
