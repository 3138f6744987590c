"""Time as a school has it: opening hours, days off, open time between two moments."""
