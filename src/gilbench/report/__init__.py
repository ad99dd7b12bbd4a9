"""From the report model to text: nothing here computes a statistic."""
