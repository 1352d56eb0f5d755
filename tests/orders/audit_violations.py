"""Statements that break a promise of the auditor each, in the shop of `test_audit`: (check, SQL)."""

NEW_REFUND = """
INSERT INTO payments_refund (id, payment_id, key, intent, amount, is_surplus, reason, state, provider_id, failure,
                             requested_by, created_at, attempts, next_attempt_at)
SELECT gen_random_uuid(), id, 'test', charged_intent, 100, false, '', 'requested', '', '', '',
       now() - interval '1 hour', 0, now() FROM payments_payment WHERE reference = %(paid)s
"""
NEW_WEBHOOK = """
INSERT INTO payments_webhookevent (id, type, payload, received_at, next_attempt_at, attempts, outcome)
VALUES ('evt_1', 'ping', '{}', now() - interval '1 hour', now(), 3, 'failed')
"""
OF_PAID = "order_id = (SELECT id FROM orders_order WHERE number = %(paid)s)"
OF_OPEN = "order_id = (SELECT id FROM orders_order WHERE number = %(open)s)"

VIOLATIONS = [
    ("stock_negative", "UPDATE catalog_stockitem SET held = on_hand + 1"),
    ("stock_negative", "UPDATE catalog_stockitem SET on_hand = -1"),
    ("stock_ledger", "UPDATE catalog_stockitem SET on_hand = on_hand + 1"),
    ("stock_ledger", "UPDATE catalog_stockitem SET held = held + 1"),
    ("stock_ledger", "DELETE FROM catalog_stockmovement WHERE kind = 'release'"),
    ("stock_held", "UPDATE catalog_stockhold SET quantity = quantity + 1 WHERE state = 'open'"),
    ("stock_held", "UPDATE catalog_stockhold SET state = 'open'"),
    (
        "stock_holds_late",
        "UPDATE catalog_stockhold SET expires_at = now() - interval '1 hour' WHERE state = 'open'",
    ),
    ("stock_holds_late", "UPDATE orders_order SET status = 'failed' WHERE number = %(open)s"),
    ("stock_promised", f"UPDATE orders_orderline SET quantity = 9 WHERE {OF_OPEN}"),
    ("stock_promised", "UPDATE catalog_stockhold SET state = 'released' WHERE reference = %(open)s"),
    ("stock_taken", f"UPDATE orders_orderline SET quantity = 9 WHERE {OF_PAID}"),
    ("stock_taken", "UPDATE orders_order SET status = 'cancelled' WHERE number = %(paid)s"),
    ("stock_taken", "DELETE FROM catalog_stockmovement WHERE kind = 'take'"),
    ("paid_not_captured", "UPDATE payments_payment SET state = 'open' WHERE reference = %(paid)s"),
    ("paid_not_captured", "UPDATE payments_payment SET reference = 'another' WHERE reference = %(paid)s"),
    ("paid_not_captured", "UPDATE orders_order SET status = 'shipped' WHERE number = %(open)s"),
    ("captured_no_order", "UPDATE orders_order SET number = 'another' WHERE number = %(paid)s"),
    (
        "captured_not_paid",
        (
            "UPDATE orders_order SET status = 'pending' WHERE number = %(paid)s;"
            "UPDATE payments_payment SET succeeded_at = now() - interval '1 hour'"
        ),
    ),
    ("captured_differs", "UPDATE payments_payment SET captured = captured - 1 WHERE reference = %(paid)s"),
    ("captured_differs", "UPDATE payments_payment SET currency = 'USD' WHERE reference = %(paid)s"),
    ("paid_twice", "UPDATE payments_payment SET reference = %(paid)s"),
    ("paid_twice", "UPDATE payments_paymentinstrument SET state = 'succeeded'"),
    ("refunded_too_much", "UPDATE payments_payment SET refunded = captured + 1 WHERE reference = %(paid)s"),
    ("refunded_too_much", f"{NEW_REFUND}; UPDATE payments_refund SET amount = 1000000"),
    ("refunds_differ", NEW_REFUND),
    ("refunds_differ", "UPDATE orders_order SET refunded = 1 WHERE number = %(paid)s"),
    (
        "money_kept",
        (
            "UPDATE orders_order SET status = 'cancelled', cancelled_at = now() - interval '1 hour';"
            "UPDATE payments_payment SET succeeded_at = now() - interval '1 hour'"
        ),
    ),
    ("refunds_not_sent", NEW_REFUND),
    (
        "orders_waiting",
        "UPDATE orders_order SET pay_until = now() - interval '1 hour' WHERE number = %(open)s",
    ),
    ("orders_waiting", "UPDATE orders_order SET status = 'paid', paid_at = now() - interval '1 hour'"),
    (
        "steps_stuck",
        (
            "UPDATE orders_finalizationstep SET completed_at = now() - interval '1 hour';"
            f"UPDATE orders_finalizationstep SET state = 'running', due_at = now() WHERE {OF_PAID} AND position = 2"
        ),
    ),
    (
        "steps_stuck",
        (
            f"UPDATE orders_finalizationstep SET state = 'due' WHERE {OF_PAID} AND position = 0;"
            "UPDATE payments_payment SET succeeded_at = now() - interval '1 hour'"
        ),
    ),
    ("steps_stuck", f"UPDATE orders_finalizationstep SET state = 'waiting' WHERE {OF_PAID} AND position = 3"),
    ("steps_four", f"DELETE FROM orders_finalizationstep WHERE {OF_OPEN}"),
    ("steps_four", f"DELETE FROM orders_finalizationstep WHERE {OF_PAID} AND position = 1"),
    ("placed_twice", "UPDATE orders_order SET placement_key = 'the same'"),
    (
        "history_twice",
        (
            "INSERT INTO orders_orderevent (order_id, kind, message, actor, is_public, at)"
            " SELECT order_id, kind, message, actor, is_public, at FROM orders_orderevent WHERE kind = 'paid'"
        ),
    ),
    (
        "events_undelivered",
        (
            "UPDATE events_delivery SET state = 'pending';"
            "UPDATE events_outboxmessage SET occurred_at = now() - interval '1 hour'"
        ),
    ),
    ("events_dead", "UPDATE events_delivery SET state = 'dead'"),
    ("webhooks_unprocessed", NEW_WEBHOOK),
    ("mails_owed", "DELETE FROM orders_ordermail"),
    (
        "mails_owed",
        (
            "INSERT INTO orders_ordermail (order_id, kind, key, message_id, attempts, due_at, error)"
            " SELECT order_id, kind, 'again', message_id, 0, now(), '' FROM orders_ordermail WHERE kind = 'confirmation'"
        ),
    ),
    (
        "mails_owed",
        (
            "INSERT INTO orders_ordermail (order_id, kind, key, message_id, attempts, due_at, error)"
            " SELECT order_id, 'shipped', '1', message_id, 0, now(), '' FROM orders_ordermail, generate_series(1, 2)"
        ),
    ),
    ("mails_owed", "UPDATE orders_order SET status = 'shipped' WHERE number = %(paid)s"),
    ("mails_owed", "UPDATE orders_order SET status = 'cancelled' WHERE number = %(paid)s"),
    ("mails_owed", "UPDATE orders_order SET status = 'failed' WHERE number = %(open)s"),
    ("mails_owed", "UPDATE orders_order SET refunded = 1 WHERE number = %(paid)s"),
    (
        "mails_unsent",
        (
            "UPDATE orders_ordermail SET sent_at = NULL;"
            "UPDATE orders_order SET confirmed_at = now() - interval '1 hour'"
        ),
    ),
    (
        "mails_unsent",
        ("UPDATE orders_ordermail SET sent_at = NULL, kind = 'shipped', due_at = now() - interval '1 hour'"),
    ),
]
