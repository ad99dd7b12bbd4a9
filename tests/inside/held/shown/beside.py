"""Found beside the program."""
