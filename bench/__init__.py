"""Benchmarks: what a turn costs here and with the bot that `rasa init` makes, measured in one run on one machine."""
