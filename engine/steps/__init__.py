"""The steps beside the path, one module for each matter: its events, its rules and its rows of the table."""
