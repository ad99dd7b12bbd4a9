"""Calls that end badly, or not at all, as a file for `gilbench probe -f`."""

CALLS = '''
[[call]]
name = "good, holds"
call = "sum(range(1000))"

[[call]]
name = "raises"
call = "int('x')"

[[call]]
name = "raises the second time"
call = "next(items)"
setup = "items = iter([1])"

[[call]]
name = "sys.exit"
call = "sys.exit(3)"
setup = "import sys"

[[call]]
name = "os._exit"
call = "os._exit(4)"
setup = "import os"

[[call]]
name = "os._exit in the setup"
call = "1"
setup = "import os; os._exit(4)"

[[call]]
name = "crashes"
call = "os.kill(os.getpid(), signal.SIGSEGV)"
setup = "import os, signal"

[[call]]
name = "blocks"
call = "threading.Event().wait()"
setup = "import threading"

[[call]]
name = "setup blocks"
call = "1"
setup = "import threading; threading.Event().wait()"

[[call]]
name = "asks"
call = "input()"

[[call]]
name = "forks"
call = "os.fork()"
setup = "import os"

[[call]]
name = "good, starts a process"
call = "subprocess.run(['true'])"
setup = "import subprocess"

[[call]]
name = "needs an argument"
call = "mine:wants_one"

[[call]]
name = "no such function"
call = "mine:nothing"

[[call]]
name = "no such module"
call = "a_module_that_nobody_has:f"

[[call]]
name = "no expression"
call = "import os"

[[call]]
name = "coroutine"
call = "mine:later"

[[call]]
name = "good, prints"
call = "print('x' * 100)"

[[call]]
name = "good, generator"
call = "(n for n in range(9))"

[[call]]
name = "good, leaves a thread"
call = "1 + 1"
setup = "import threading; threading.Thread(target=threading.Event().wait).start()"

[[call]]
name = "good, of my own"
call = "mine:works"

[[call]]
name = "good, objects to other threads"
call = "sqlite3_connection.execute('SELECT 1').fetchall()"
setup = "import sqlite3; sqlite3_connection = sqlite3.connect(':memory:')"

[[call]]
name = "good, not for two threads"
call = "add()"
setup = """
import threading
main = threading.get_ident()
def add():
    return threading.get_ident() == main
"""

[[call]]
name = "good, kills the interpreter from two threads"
call = "delicate()"
setup = """
import os, signal, threading
main = threading.get_ident()
def delicate():
    if threading.get_ident() != main:
        os.kill(os.getpid(), signal.SIGKILL)
"""

[[call]]
name = "good, the last"
call = "time.sleep(0.01)"
setup = "import time"
'''
