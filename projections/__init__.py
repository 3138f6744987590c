"""What is read: one module per read model, each disposable and rebuilt from the log."""
