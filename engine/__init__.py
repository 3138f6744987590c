"""The vocabulary every workflow is written in."""
