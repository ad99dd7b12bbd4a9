"""What do two threads that compute and one that waits do at each moment?"""
