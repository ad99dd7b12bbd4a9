"""From a stored run to figures and decisions: pure, and without any formatting of the page."""
