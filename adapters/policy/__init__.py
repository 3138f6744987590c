"""The institution's rules: their files, what a version changes, and what it would mean."""
