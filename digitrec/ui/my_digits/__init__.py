"""The parts of the page My digits."""
