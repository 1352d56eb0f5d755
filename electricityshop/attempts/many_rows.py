"""Many failed logins, for plans: a hundred of them at one address."""

STATEMENTS = (
    """
INSERT INTO attempts_attempt (id, key, at)
SELECT n, encode(sha256(convert_to(E'login_address\\n192.0.2.' || least(n, %(rows)s - 100), 'UTF8')), 'hex'), now() - n * interval '1 second'
FROM generate_series(1, %(rows)s) n
""",
)
