"""Which calls of the standard library hold locks that their callers do not see?"""
