"""The pathway as a picture to hang up, and as text to read or hear: one page for each of those whom it leads."""
