"""Tests of the pictures of the pathway."""
