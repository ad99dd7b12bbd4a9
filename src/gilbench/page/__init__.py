"""From a stored run to a page: what is said about it, in which sections, and which files it is written to."""
