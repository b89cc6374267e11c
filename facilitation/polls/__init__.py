"""Polls: asking the room, counting without knowing who, and showing no more than may be shown."""
