"""`make manage ARGS="…"`: a management command on the demo's data, whether the demo runs or not."""

import os
import sys

from electricityshop.embedded.demo import environment_of, manage
from electricityshop.embedded.environment import DIRECTORY, running_demo_environment
from electricityshop.embedded.servers import servers


def main() -> None:
    arguments = sys.argv[1:] or ["help"]
    running = running_demo_environment()
    if running is not None:
        manage(*arguments, environment=os.environ | running)
        return
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    with servers(DIRECTORY) as embedded:
        environment = os.environ | environment_of(embedded)
        manage("migrate", "--verbosity", "0", environment=environment)
        manage(*arguments, environment=environment)


if __name__ == "__main__":
    main()
