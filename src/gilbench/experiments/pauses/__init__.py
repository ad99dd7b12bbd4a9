"""Who freezes everybody, with and without a GIL?"""
