"""The page of a comparison: what stands above its sections, and a module for each of them."""
