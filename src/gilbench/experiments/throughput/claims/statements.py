"""What each claim says, the most useful first; apart from the rules, so that listing them imports nothing heavy."""

from collections.abc import Mapping

STATEMENTS: Mapping[str, str] = {
    "threads-pure-python": "Threads do not speed up pure-Python CPU work.",
    "free-threading": "Without the GIL threads speed up pure-Python CPU work.",
    "free-threading-cost": "Without the GIL serial code is slower.",
    "c-scales-iff-released": "C code scales with threads if and only if it releases the GIL.",
    "blocking-overlaps": "Blocking calls overlap in threads.",
    "switching-slower": "Switching makes threads slower than serial code.",
    "pools-alike": "Thread, ThreadPool, ThreadPoolExecutor and _thread do not differ.",
}
