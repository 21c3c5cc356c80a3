"""Runs a program and writes down what it used: `python -I -S counted.py USAGE PROGRAM …`.

A new process begins with the memory of the one that started it as the most it ever held. So a program is started from
this one, which is small, and not from the one that measures, which is not.
"""

import os
import sys

usage, program, *rest = sys.argv[1:]
pid = os.posix_spawnp(program, [program, *rest], dict(os.environ))
_, status, used = os.wait4(pid, 0)
with open(usage, "w", encoding="ascii") as file:
    file.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(min(abs(os.waitstatus_to_exitcode(status)), 255))
