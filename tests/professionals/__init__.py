"""Tests of the page for professionals."""
