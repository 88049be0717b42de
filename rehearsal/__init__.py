"""Rehearsal: champions practise listening and signposting with an invented person, marked by the pathway in use.

Pure but for reading its own YAML: no network, no Rasa, no Flask, and no clock but a scenario's.
"""
