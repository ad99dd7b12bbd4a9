"""Inside the target: does a call release the GIL? See docs/probe.md.

`command` takes the steps in order, `expression` turns text into something to call, `repetition` finds out how often to
repeat it, `holding` measures, `together` calls it from two threads at once.
Without a GIL, `compared` asks what that costs, `contention` measures it, and `private` gives each thread its own names.
"""
