"""The gateway, the HTTP API and the pages, with the engine standing in for Rasa."""
