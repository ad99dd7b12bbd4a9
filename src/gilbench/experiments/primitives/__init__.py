"""What do the primitives of threads and locks cost, measured by pytest-benchmark?"""
