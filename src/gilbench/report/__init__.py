"""From a page to text: renderers know its blocks, nothing of what these are about, and compute no statistic."""
