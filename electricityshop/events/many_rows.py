"""A long outbox, for plans: nearly everything has been delivered, a subscriber that fails has to be tried again."""

STATEMENTS = (
    """
INSERT INTO events_outboxmessage (id, name, aggregate, payload, occurred_at)
SELECT n, 'order_placed', 'order:' || least(n, %(rows)s), '{}', now() - (%(rows)s - n) * interval '1 minute'
FROM generate_series(1, %(rows)s + 39) n
""",
    """
INSERT INTO events_delivery (id, message_id, subscriber, state, attempts, due_at, error)
SELECT n, n, 'many.handler', CASE WHEN n > %(rows)s - 60 THEN 'pending' WHEN mod(n, 1000) = 1 THEN 'dead'
    WHEN mod(n, 20) = 0 THEN 'pending' ELSE 'done' END,
    1, now() + CASE WHEN n > %(rows)s - 60 THEN -interval '1 minute' ELSE interval '1 hour' END, ''
FROM generate_series(1, %(rows)s + 39) n
""",
)
