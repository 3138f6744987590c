"""What is served: the API and the pages over one casebook, by one process, to whoever comes."""
