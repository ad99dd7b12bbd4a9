"""Measure a plan: the runner, the rounds, calibration, progress, and the steps of a run in their order."""
