"""Presses Tab in a zsh that has the completions in a folder: `zsh.py FOLDER`."""

import os
import pty
import select
import signal
import sys
import time


def main(folder):
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "dumb"
        os.execvp("zsh", ["zsh", "-f", "-i"])

    def press(keys, seen):
        os.write(terminal, keys.encode())
        shown, end = "", time.monotonic() + 20
        while seen not in shown and time.monotonic() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                shown += os.read(terminal, 4096).decode(errors="replace")
        assert seen in shown, f"{seen!r} is not in {shown!r}"

    # The command is one that shows what it is called with.
    set_up = f"PS1=; fpath=({folder} $fpath); autoload -Uz compinit && compinit -D -u"
    press(f"{set_up}; armistice() {{ print \"<$*>\"; }}; print rea''dy\n", "ready")
    press("armistice ru\t\n", "<run>")
    press("armistice run --repl\t\n", "<run --replications>")
    os.kill(process, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1])
