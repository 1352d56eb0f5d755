"""Many payments, for plans: nearly all are over; the last has many refunds. References are those of `orders.many_rows`."""

STATEMENTS = (
    """
INSERT INTO payments_payment (id, reference, amount, currency, email, state, captured, refunded, charged_intent, failure,
    alarm, created_at, succeeded_at, next_check_at, seen_at)
SELECT md5(n::text)::uuid, 'ES-' || n, 10000, 'EUR', 'customer' || n || '@many.example',
    CASE WHEN is_open THEN 'open' ELSE 'succeeded' END, CASE WHEN is_open THEN 0 ELSE 10000 END, 0,
    CASE WHEN is_open THEN '' ELSE 'pi_' || n END, '', '', at, CASE WHEN is_open THEN NULL ELSE at END, at,
    CASE WHEN is_open OR mod(n, 500) = 0 THEN NULL ELSE at END
FROM generate_series(1, %(rows)s) n,
    LATERAL (SELECT n > %(rows)s - 50 AS is_open, now() - (%(rows)s - n + 60) * interval '1 minute' AS at) facts
""",
    """
INSERT INTO payments_paymentinstrument (id, payment_id, kind, state, provider_id, client_secret, url, owner, created_at,
    expires_at)
SELECT md5('instrument ' || n)::uuid, md5(n::text)::uuid, 'checkout', CASE WHEN n > %(rows)s - 50 THEN 'open' ELSE 'succeeded' END,
    'cs_' || n, '', 'https://pay.example/', '', now() - interval '1 hour', now() + interval '1 hour'
FROM generate_series(1, %(rows)s) n
""",
    """
INSERT INTO payments_refund (id, payment_id, key, intent, amount, is_surplus, reason, state, provider_id, failure,
    requested_by, created_at, finished_at, attempts, next_attempt_at)
SELECT md5('refund ' || n)::uuid, md5(paid::text)::uuid, 'ES-' || n || ':refund', 'pi_' || paid, 1, false, '',
    CASE WHEN n > %(rows)s / 2 - 50 THEN 'requested' ELSE 'succeeded' END, 're_' || n, '', '',
    now() - (%(rows)s - n) * interval '1 minute', NULL, CASE WHEN n > %(rows)s / 2 - 5 THEN 240 ELSE 1 END,
    now() - interval '1 minute'
FROM generate_series(1, %(rows)s / 2) n,
    LATERAL (SELECT CASE WHEN n <= 20 THEN %(rows)s - 200 ELSE n END AS paid) facts
""",
    """
INSERT INTO payments_dispute (id, payment_id, intent, amount, currency, reason, status, opened_at)
SELECT 'dp_' || n, md5(n::text)::uuid, 'pi_' || n, 1, 'EUR', 'fraudulent', 'lost', now() - (%(rows)s - n) * interval '1 minute'
FROM generate_series(1, %(rows)s / 2) n
""",
    """
INSERT INTO payments_webhookevent (id, type, payload, received_at, processed_at, attempts, next_attempt_at, outcome)
SELECT 'evt_' || n, 'payment_intent.succeeded', '{}', at, CASE WHEN n > %(rows)s - 50 THEN NULL ELSE at END, 1, at, CASE WHEN mod(n, 1000) = 0 THEN 'given up' ELSE '' END
FROM generate_series(1, %(rows)s) n, LATERAL (SELECT now() - (%(rows)s - n + 2) * interval '1 minute' AS at) facts
""",
    """
INSERT INTO payments_providercustomer (owner, key, provider_id, created_at)
SELECT 'user:' || n, md5(n::text)::uuid, 'cus_' || n, now() FROM generate_series(1, %(rows)s / 2) n
""",
    """
INSERT INTO payments_reconciliationrun (id, since, until, is_nightly, state, cursor, charges, found, healed, requested_by,
    started_at)
SELECT n, at - interval '10 minutes', at, mod(n, 50) = 0, CASE WHEN n = %(rows)s / 4 THEN 'running' ELSE 'done' END, '',
    0, 0, 0, '', at
FROM generate_series(1, %(rows)s / 4) n, LATERAL (SELECT now() - (%(rows)s - n) * interval '10 minutes' AS at) facts
""",
    """
INSERT INTO payments_reconciliationdifference (id, run_id, intent, kind, payment_id, reference, ours, theirs, found_at,
    seen_at, healed_at, resolved_by, note)
SELECT n, 1 + n / 4, 'pi_' || n, 'missed', md5(n::text)::uuid, 'ES-' || n, '{}', '{}', at, at,
    CASE WHEN mod(n, 500) = 0 THEN NULL ELSE at END, '', ''
FROM generate_series(1, %(rows)s / 2) n, LATERAL (SELECT now() - (%(rows)s - n) * interval '1 minute' AS at) facts
""",
)
