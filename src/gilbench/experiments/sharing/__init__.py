"""What does it cost threads to share what they work on?"""
