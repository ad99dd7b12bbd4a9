"""What will be measured, in which order, and how long that takes. Pure: nothing is started, read or written."""
