"""What follows from the log: read models are told, and reactions are carried out."""
