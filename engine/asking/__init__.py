"""What read models are asked: what a person may see, and what is counted of it."""
