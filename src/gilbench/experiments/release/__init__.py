"""From which length of a C call does releasing the GIL pay?"""
