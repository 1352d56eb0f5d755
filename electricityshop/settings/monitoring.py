"""Watching the database. `docs/database.md` is the guide."""

from environs import Env, validate

env = Env()

DATABASE_STATISTICS = env.bool("DATABASE_STATISTICS", True)
STATISTICS_SEND_SECONDS = 30.0  # how often a process adds its counts to the table; 0 for never by itself
SLOW_STATEMENT_MS = env.int("SLOW_STATEMENT_MS", 200, validate=validate.Range(min=0))  # 0: none is
N_PLUS_ONE_FROM = env.int("N_PLUS_ONE_FROM", 5, validate=validate.Range(min=0))  # 0: never
