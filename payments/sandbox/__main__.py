"""Starts the sandbox: ``python -m payments.sandbox --port 0 --state var/sandbox.sqlite3``."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sqlite3
import sys
import threading
from pathlib import Path

from payments.sandbox.app import Config, Sandbox
from payments.sandbox.rules import Url
from payments.sandbox.server import Server
from payments.sandbox.webhooks import RETRIES, Endpoint


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    logging.basicConfig(level=options.log_level.upper(), format="%(name)s %(levelname)s %(message)s")
    try:
        sandbox = Sandbox(config(options))
    except ValueError as error:
        return refuse(str(error))
    except (sqlite3.Error, OSError) as error:
        return refuse(f"{options.state}: {error}. Stop the other sandbox, or choose another --state.")
    try:
        server = Server(sandbox, options.port, options.public_url)
    except (OSError, OverflowError) as error:
        return refuse(f"port {options.port}: {error}. Choose another --port; 0 takes a free one.")
    serve(server, options.port_file)
    return 0


def refuse(why: str) -> int:
    sys.stderr.write(f"payments.sandbox: {why}\n")
    return 2


def serve(server: Server, port_file: Path | None) -> None:
    """Serves until SIGINT or SIGTERM."""

    def stop(*_: object) -> None:
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    server.sandbox.start()
    if port_file:
        fresh = port_file.with_suffix(".new")
        port_file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(f"{server.server_address[1]}\n")
        fresh.replace(port_file)
    sys.stdout.write(f"Payment SANDBOX (no real money) on {server.sandbox.base_url}\n")
    sys.stdout.flush()
    server.serve_forever(poll_interval=0.2)
    server.server_close()
    server.sandbox.close()


def config(options: argparse.Namespace) -> Config:
    endpoint = None
    if options.webhook_url:
        if not Url().fits(options.webhook_url):
            raise ValueError("--webhook-url must be an address that begins with http:// or https://.")
        secret = os.environ.get("STRIPE_WEBHOOK_SECRET", "")
        endpoint = Endpoint(options.webhook_url, secret, options.events, options.webhook_retries)
    return Config(
        state=options.state,
        secret_key=os.environ.get("STRIPE_SECRET_KEY", ""),
        publishable_key=os.environ.get("STRIPE_PUBLISHABLE_KEY", ""),
        webhook=endpoint,
    )


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m payments.sandbox", description=__doc__)
    made.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    made.add_argument(
        "--state", type=Path, default=Path("var/sandbox.sqlite3"), help="the file it remembers in"
    )
    made.add_argument("--port-file", type=Path, help="where to write the port once it listens")
    made.add_argument("--public-url", default="", help="the address shoppers reach it by, behind a proxy")
    made.add_argument("--webhook-url", default="", help="the shop's webhook; none are sent without it")
    made.add_argument("--events", type=words, default=("*",), help="event types to send, such as refund.*,…")
    made.add_argument("--webhook-retries", type=seconds, default=RETRIES, help="pauses in seconds: 1,2,5,15")
    made.add_argument("--log-level", default="warning", choices=("debug", "info", "warning", "error"))
    return made


def words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def seconds(text: str) -> tuple[float, ...]:
    pauses = tuple(float(word) for word in words(text))
    if not pauses or min(pauses) < 0:
        raise ValueError(text)
    return pauses


if __name__ == "__main__":
    sys.exit(main())
