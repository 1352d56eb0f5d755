"""The demo, in one process tree: `python -m electricityshop.embedded.demo` (that is `make demo`).

Starts PostgreSQL and Redis, migrates, loads the demo catalogue, then runs the web server, the job workers, the
scheduler and the payment sandbox until Ctrl-C. Data stays under `var/demo/`, mails under `var/mail/`; a second run keeps them.
"""

import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from shlex import join
from urllib.error import URLError

import psycopg
from honcho.manager import Manager
from honcho.printer import Printer

from electricityshop.embedded.environment import DIRECTORY, ROOT, publish, withdraw
from electricityshop.embedded.servers import Servers, free_port, servers

MAIL = DIRECTORY.parent / "mail"
STAFF = "staff@electricityshop.example"
READY_WITHIN_SECONDS = 180


def main() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job inherits it ignored
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    port = int(os.environ.get("PORT", "8000"))
    if _is_taken(port):
        sys.exit(f"Port {port} is in use. Choose another one: make demo PORT=8001")
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    say("starting PostgreSQL and Redis")
    with servers(DIRECTORY) as embedded:
        own = environment_of(embedded)
        environment = os.environ | own
        publish(own)
        say("bringing the database up to date")
        manage("migrate", "--verbosity", "0", environment=environment)
        say("loading the demo catalogue")
        manage("load_demo_catalog", environment=environment)
        manage("load_demo_shop", environment=environment)
        manage("sync_roles", environment=environment)
        _collect_static(environment)
        password_file = DIRECTORY / "staff-password"
        manage(
            "create_staff",
            STAFF,
            "--superuser",
            "--password-file",
            str(password_file),
            environment=environment,
        )
        try:
            _run(environment, port, password_file.read_text().strip())
        finally:
            withdraw()


def say(what: str) -> None:
    """One line of progress."""
    sys.stdout.write(f"demo: {what}\n")
    sys.stdout.flush()


def manage(*arguments: str, environment: dict[str, str]) -> None:
    """Run a management command; the demo ends when it fails."""
    quiet = {**environment, "LOG_LEVEL": environment.get("LOG_LEVEL", "WARNING")}
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=quiet, check=False)
    if done.returncode:
        sys.exit(f"manage.py {arguments[0]} failed, see above.")


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _sandbox_port() -> int:
    """The same one every time where possible: hosted pages that are open keep their address."""
    file = DIRECTORY / "sandbox.port"
    port = int(file.read_text()) if file.exists() else free_port()
    if _is_taken(port):
        port = free_port()
    file.write_text(str(port))
    return port


def create_database(url: str) -> None:
    """Create the database the URL names, unless it is there."""
    server, _, name = url.rpartition("/")
    with psycopg.connect(
        f"{server.replace('postgres://', 'postgresql://')}/postgres", autocommit=True
    ) as connection:
        exists = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone()
        if exists is None:
            connection.execute(f'CREATE DATABASE "{name}"')


def environment_of(embedded: Servers) -> dict[str, str]:
    """The settings of a demo on these servers, its database created when it is not there yet."""
    create_database(embedded.database_url)
    return embedded.environment() | _settings(int(os.environ.get("PORT", "8000")), _sandbox_port())


def _settings(port: int, sandbox_port: int) -> dict[str, str]:
    """Secrets are made once and kept, readable by their owner alone; with a Stripe key the sandbox stays off."""
    file = DIRECTORY / "secrets.json"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(
            json.dumps(
                {
                    "SECRET_KEY": secrets.token_urlsafe(64),
                    "SANDBOX_SECRET_KEY": f"sk_test_sandbox_{secrets.token_hex(16)}",
                    "SANDBOX_WEBHOOK_SECRET": f"whsec_{secrets.token_hex(24)}",
                }
            )
        )
    chosen = {
        **json.loads(file.read_text()),
        "DJANGO_SETTINGS_MODULE": "electricityshop.settings.demo",
        "SHOP_URL": f"http://127.0.0.1:{port}",
        "VAR_DIR": str(DIRECTORY),
        "MAIL_DIR": str(MAIL),
        "PYTHONUNBUFFERED": "1",
    }
    if "STRIPE_SECRET_KEY" not in os.environ:
        chosen["SANDBOX_URL"] = f"http://127.0.0.1:{sandbox_port}"
    return chosen


def _commands(environment: dict[str, str], port: int) -> dict[str, list[str]]:
    python = sys.executable
    web = [
        python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "4", "--backpressure", "64", "--log-level", "warning",
        "electricityshop.wsgi:application",
    ]  # fmt: skip
    commands = {
        "web": web,
        "workers": [python, "manage.py", "run_workers"],
        "scheduler": [python, "manage.py", "run_scheduler"],
        "cache-relay": [python, "manage.py", "run_cache_relay"],
    }
    if sandbox := environment.get("SANDBOX_URL"):
        commands["sandbox"] = [
            python, "-m", "payments.sandbox", "--port", sandbox.rpartition(":")[2],
            "--state", str(DIRECTORY / "sandbox.sqlite3"),
            "--webhook-url", f"http://127.0.0.1:{port}/payments/webhook",
        ]  # fmt: skip
    return commands


def _collect_static(environment: dict[str, str]) -> None:
    """Compressing them takes a while: done once, and again when they or the packages that bring some change."""
    sources = [ROOT / "requirements-dev.lock", *sorted((ROOT / "static").rglob("*.*"))]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()
    stamp = DIRECTORY / "static.digest"
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("collecting and compressing static files")
    unused = [f"--ignore={pattern}" for pattern in ("swagger*", "flags", "rest_framework")]
    manage("collectstatic", "--noinput", "--verbosity=0", *unused, environment=environment)
    stamp.write_text(digest)


def _run(environment: dict[str, str], port: int, password: str) -> None:
    log = (DIRECTORY / "demo.log").open("a", encoding="utf-8")
    manager = Manager(Printer(output=log))
    for name, words in _commands(environment, port).items():
        own = dict(environment)
        if name == "sandbox":
            own |= {
                "STRIPE_SECRET_KEY": environment["SANDBOX_SECRET_KEY"],
                "STRIPE_WEBHOOK_SECRET": environment["SANDBOX_WEBHOOK_SECRET"],
            }
        manager.add_process(name, join(words), env=own, cwd=str(ROOT))
    threading.Thread(target=_announce, args=(port, password), daemon=True).start()
    try:
        manager.loop()
    finally:
        log.close()
    if manager.returncode not in {0, 128 + signal.SIGINT, 128 + signal.SIGTERM}:
        say(f"a process ended unexpectedly; see {log.name}")
    say("stopped; the data is kept")


def _announce(port: int, password: str) -> None:
    """Say `ready` once everything answers."""
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with suppress(URLError, OSError), urllib.request.urlopen(f"{url}/health/ready", timeout=5):  # noqa: S310  # its own address
            break
        time.sleep(0.3)
    else:
        say(f"not ready after {READY_WITHIN_SECONDS} s; {url}/health/ready says why")
        return
    lines = [
        f"ready: {url}/",
        f"  admin  {url}/admin/     {STAFF}  {password}",
        f"  API    {url}/api/v1/docs",
        f"  mail   {url}/demo/mail/   (files in {MAIL})",
        "  cards  4242 4242 4242 4242 pays, 4000 0000 0000 0002 is declined (any later date, any CVC)",
        f"  Ctrl-C stops everything; the data stays in {DIRECTORY}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("demo: stopped before it was ready")
