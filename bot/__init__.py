"""Everything that faces a person or a network: the gateway, the web chat, and Rasa behind the door."""
