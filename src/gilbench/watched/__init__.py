"""A program that runs under `gilbench watch`: started, followed, told of, and ended like.

`running` has the process, `reading` the board on which it shows what its sampler sees, `seen` what follows from that,
`words` and `data` say it.
"""
