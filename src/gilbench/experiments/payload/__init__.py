"""What does it cost to hand data over?"""
