"""Charts: what is drawn of a page, with matplotlib. `canvas` has what all share, each kind has a file of its own."""
