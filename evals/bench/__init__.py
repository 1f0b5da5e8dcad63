"""The figures, on any data in the documented formats."""
