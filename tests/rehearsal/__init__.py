"""Rehearsal: the marker, the scenarios, the marks against the live pathway, the terminal and the pages."""
