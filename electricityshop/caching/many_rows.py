"""Many touches that Redis was not told of, as after an hour without it, for plans."""

STATEMENTS = (
    """
INSERT INTO caching_touch (tags, backend, touched_at)
SELECT ARRAY['product:' || n], CASE WHEN n <= 20 THEN pg_backend_pid() ELSE -mod(n, 100) END, now() - n * interval '1 second'
FROM generate_series(1, %(rows)s / 2) n
""",
)
