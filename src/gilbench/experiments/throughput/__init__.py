"""How much faster does work get under each strategy, with more workers and on other interpreters?"""
