"""What does a neighbour cost a thread that should answer?"""
