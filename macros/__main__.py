"""`python -m macros <kommando>`: samma jobb som make, också på en dator utan make."""

import gc
import signal
import sys

from macros.tools import bootstrap

if __name__ == "__main__":
    bootstrap.reexec_in_venv(sys.argv[1:])
    from macros import cli

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # den som avslutas städar efter sig, som vid Ctrl+C
    code = cli.main(sys.argv[1:])
    gc.freeze()  # annars letar Python skräp i allt som är kvar, i flera sekunder, innan det slutar
    sys.exit(code)
