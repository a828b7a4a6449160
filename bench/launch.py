"""`python -S launch.py COMMAND …`: runs a command, and tells as JSON what it cost.

The peak memory of a process counts that of the one that started it: this one is small. Only `os`
is needed, so that it stays so.
"""

import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawnp(
    sys.argv[1],
    sys.argv[1:],
    os.environ,
    file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
)
_, status, usage = os.wait4(child, 0)
seconds, cpu = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
code = os.waitstatus_to_exitcode(status)
print(f'{{"code": {code}, "seconds": {seconds}, "cpu": {cpu}, "kibibytes": {usage.ru_maxrss}}}')
