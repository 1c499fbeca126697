"""Measurements behind the constants of the code; each module prints its own table."""
