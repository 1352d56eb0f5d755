"""Messages: events reach their subscribers, webhooks are processed, customers get each mail once."""

from orders.queries.audit.checks import Check

UNDELIVERED = Check(
    "events_undelivered",
    "an event reaches its subscribers",
    """
    SELECT concat('delivery ', delivery.id) AS named,
        concat(message.name, ' of ', message.aggregate, ' for ', delivery.subscriber, ' ', delivery.error) AS what
    FROM events_delivery delivery JOIN events_outboxmessage message ON message.id = delivery.message_id
    WHERE delivery.state = 'pending' AND message.occurred_at < %(before)s
    """,
)

DEAD = Check(
    "events_dead",
    "no delivery is given up",
    """
    SELECT concat('delivery ', delivery.id) AS named,
        concat(message.name, ' of ', message.aggregate, ' for ', delivery.subscriber, ' ', delivery.error) AS what
    FROM events_delivery delivery JOIN events_outboxmessage message ON message.id = delivery.message_id
    WHERE delivery.state = 'dead'
    """,
)

UNPROCESSED = Check(
    "webhooks_unprocessed",
    "a stored webhook is processed",
    """
    SELECT id AS named, concat(type, ' since ', received_at, ' ', outcome) AS what
    FROM payments_webhookevent WHERE processed_at IS NULL AND received_at < %(before)s
    """,
)

MAILS = Check(
    "mails_owed",
    "what a customer must be told is owed to them by mail, once",
    """
    SELECT told.number AS named, concat(coalesce(mails.count, 0), ' mails: ', told.kind) AS what
    FROM (
        SELECT id, number, 'confirmation' AS kind, true AS is_once FROM orders_order WHERE confirmed_at IS NOT NULL
        UNION ALL
        SELECT id, number, 'cancelled', true FROM orders_order WHERE status = 'cancelled' AND paid_at IS NOT NULL
        UNION ALL
        SELECT id, number, 'payment_failed', true FROM orders_order WHERE status = 'failed'
        UNION ALL
        SELECT id, number, 'shipped', false FROM orders_order WHERE status IN ('shipped', 'delivered')
        UNION ALL
        SELECT id, number, 'refunded', false FROM orders_order WHERE refunded > 0
    ) told
    LEFT JOIN (
        SELECT order_id, kind, count(*) FROM orders_ordermail GROUP BY order_id, kind
    ) mails ON mails.order_id = told.id AND mails.kind = told.kind
    WHERE coalesce(mails.count, 0) = 0 OR (told.is_once AND mails.count > 1)
    UNION ALL
    SELECT orders.number, concat(twice.count, ' mails: ', twice.kind, ' ', twice.key)
    FROM (
        SELECT order_id, kind, key, count(*) FROM orders_ordermail
        WHERE kind NOT IN ('confirmation', 'cancelled', 'payment_failed') GROUP BY order_id, kind, key HAVING count(*) > 1
    ) twice
    JOIN orders_order orders ON orders.id = twice.order_id
    """,
)

UNSENT = Check(
    "mails_unsent",
    "a mail that is owed is sent",
    """
    SELECT orders.number AS named, concat(mail.kind, ' tried ', mail.attempts, ' times ', mail.error) AS what
    FROM orders_ordermail mail JOIN orders_order orders ON orders.id = mail.order_id
    WHERE mail.sent_at IS NULL AND coalesce(
        CASE mail.kind WHEN 'confirmation' THEN orders.confirmed_at WHEN 'cancelled' THEN orders.cancelled_at END,
        mail.due_at
    ) < %(before)s
    """,
)

CHECKS = (UNDELIVERED, DEAD, UNPROCESSED, MAILS, UNSENT)
