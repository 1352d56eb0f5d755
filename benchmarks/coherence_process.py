"""A process of the coherence proof that uses the shop's own code: `python -m benchmarks.coherence_process PART ...`."""

import os
import sys
from importlib import import_module

import django


def main() -> None:
    """Run a part's `main` with the arguments after its name, sabotaged as the environment says."""
    django.setup()
    if mode := os.environ.get("COHERENCE_SABOTAGE"):
        import_module("benchmarks.coherence_sabotage").sabotage(mode)
    part, *arguments = sys.argv[1:]
    import_module(f"benchmarks.coherence_{part}").main(*arguments)


if __name__ == "__main__":
    main()
