"""Start a process, watch it, and leave nothing of it behind; what it imports, and Ctrl-C."""
