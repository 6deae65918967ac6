"""Types into an interactive shell on a terminal of its own.

Standard input: lines "type TEXT", "key CHARACTER" (without Enter) and "wait REGEX". A wait looks at what came since the
last thing typed, and fails with what there is after a minute. All that the terminal showed goes to standard output.
"""
import os, pty, re, select, signal, sys, time

PATIENCE_SECONDS = 60

child, terminal = pty.fork()
if child == 0:
    os.environ.update(PS1="ready> ", TERM="xterm-256color", HISTFILE="")
    os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])

shown, since = b"", 0


def wait(pattern):
    global shown
    until = time.monotonic() + PATIENCE_SECONDS
    while not re.search(pattern.encode(), shown[since:]):
        readable, _, _ = select.select([terminal], [], [], max(0, until - time.monotonic()))
        if not readable:
            sys.exit(f"'{pattern}' did not come; there is: {shown[since:].decode(errors='replace')}")
        shown += os.read(terminal, 65536)


try:
    wait("ready> ")
    for line in sys.stdin:
        verb, text = line.rstrip("\n").split(" ", 1)
        if verb == "wait":
            wait(text)
        else:
            since = len(shown)
            os.write(terminal, text.encode() + (b"\n" if verb == "type" else b""))
finally:
    sys.stdout.buffer.write(shown)
    os.close(terminal)  # the shell hangs up on what it has started
    os.kill(child, signal.SIGHUP)
    os.waitpid(child, 0)
