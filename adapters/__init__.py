"""Everything outside: stores, search index, keys, HTTP, command line; bootstrap puts the parts together."""
