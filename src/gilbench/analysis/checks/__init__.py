"""What the reader should know before believing a number, and what to do about it."""
