"""Are the answers right, and are they not getting worse."""
