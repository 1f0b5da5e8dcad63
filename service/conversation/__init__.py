"""Conversations: a follow-up made to stand alone, what was cited before kept at hand, citation numbers that stay."""
