"""Thin adaptors between Rasa and the pathway. Every module here is registered by existing."""
