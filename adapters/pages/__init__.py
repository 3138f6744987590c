"""Pages for the people who use Casebook: they stand on the same reads and the same commands as the API."""
