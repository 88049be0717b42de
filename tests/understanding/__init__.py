"""What messages say: safety, facts, places, topics and answers."""
