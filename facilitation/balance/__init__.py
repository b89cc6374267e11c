"""The balance of relationship and deal: three numbers with their parts, never one, and never a pass or a fail."""
