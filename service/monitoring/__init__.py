"""What an operator sees of the service: counts, spans and log lines. No question is in them unless it is allowed."""
