"""Zip archives: their directory checked first, then their members read one by one."""
