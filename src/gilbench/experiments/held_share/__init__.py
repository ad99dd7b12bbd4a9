"""How much of CPU-bound work keeps the GIL?"""
