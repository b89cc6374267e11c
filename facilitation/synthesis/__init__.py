"""Common ground, difference and what is to be explored, over all that partners have put before each other."""
