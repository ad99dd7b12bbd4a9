"""Which interpreters there are, and what they are: specs → candidates → identified → described."""
