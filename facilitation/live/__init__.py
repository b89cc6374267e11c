"""How what changes reaches every open screen."""
