"""Which calls keep others from running, and for how long?"""
