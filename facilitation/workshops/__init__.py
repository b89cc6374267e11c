"""Workshops: planning them, running them, and what comes out of them."""
