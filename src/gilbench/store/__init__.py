"""The run folder: written after every trial, readable at any moment."""
