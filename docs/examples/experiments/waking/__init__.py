"""How much later than asked does a sleeping thread wake?"""
