"""`python -m macros <kommando>`: samma jobb som make, också på en dator utan make."""

import sys

from macros import bootstrap

if __name__ == "__main__":
    bootstrap.reexec_in_venv(sys.argv[1:])
    from macros import cli

    sys.exit(cli.main(sys.argv[1:]))
