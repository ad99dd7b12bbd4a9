"""The held share: how much of a call, or of a running program, keeps the GIL. See docs/held-share.md.

`meters` reads clocks, `sampler` sleeps and looks, `recording` keeps what it saw, `cycles` and `estimate` turn that into
a share with its interval, `watching` is what a user holds in hand.
"""
