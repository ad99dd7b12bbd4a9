"""Who gets the CPU when several threads compute, and what do more threads than CPUs cost?"""
