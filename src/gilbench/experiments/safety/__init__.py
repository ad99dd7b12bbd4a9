"""Which mistakes with threads give wrong results, how often, and what do the cures cost?"""
