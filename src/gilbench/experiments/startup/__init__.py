"""What does it cost to have workers at all?"""
