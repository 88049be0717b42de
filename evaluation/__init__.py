"""How well messages are understood, measured on text that was written apart from the rules and the training data."""
