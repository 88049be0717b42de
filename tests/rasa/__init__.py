"""Conversations through the gateway and a real Rasa, over HTTP."""
