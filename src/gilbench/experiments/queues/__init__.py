"""What does it cost to hand items from producers to consumers, and does any get lost?"""
