"""Rasa behind the door: its launcher, channel, tracker store and NLU component, and the client that talks to it.

Rasa is imported in this package only.
"""
