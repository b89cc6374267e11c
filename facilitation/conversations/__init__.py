"""Conversations: the guide, who has been heard, the facilitator's own notes, and the themes that go before everybody."""
