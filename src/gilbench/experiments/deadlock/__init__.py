"""Do threads that take locks in different orders deadlock, and what do the cures cost?"""
