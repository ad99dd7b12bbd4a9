"""What does a logging call cost, from one thread and from several?"""
