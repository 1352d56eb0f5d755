"""What many views and jobs asked, for plans: four times as much as is kept, see `prune_statements`."""

STATEMENTS = (
    """
INSERT INTO monitoring_statement (scope, fingerprint, text, count, seconds, longest, rows, buckets, last_at)
SELECT 'view:' || mod(n, 400), CASE WHEN n <= 400 THEN '' ELSE lpad(to_hex(n), 16, '0') END,
    'SELECT ' || repeat('many, ', 40), n, n, 1, n, array_fill(1, ARRAY[72]), now() - n * interval '1 minute'
FROM generate_series(1, 12000) n
""",
    """
INSERT INTO monitoring_slowstatement (at, scope, fingerprint, text, milliseconds, plan)
SELECT now() - n * interval '1 minute', 'view:' || mod(n, 400), to_hex(n), 'SELECT', 300, '' FROM generate_series(1, 200) n
""",
)
