"""Money: what was captured, for what, and what went back. Amounts are minor units."""

from orders.queries.audit.checks import Check

NOT_CAPTURED = Check(
    "paid_not_captured",
    "every order that was paid has a captured payment",
    """
    SELECT orders.number AS named, concat(orders.status, ', payment ', coalesce(payment.state, 'none')) AS what
    FROM orders_order orders
    LEFT JOIN payments_payment payment ON payment.reference = orders.number
    WHERE (orders.paid_at IS NOT NULL OR orders.status NOT IN ('pending', 'cancelled', 'failed'))
        AND (payment.state IS DISTINCT FROM 'succeeded' OR payment.captured = 0)
    """,
)

NO_ORDER = Check(
    "captured_no_order",
    "every captured payment has its order",
    """
    SELECT payment.reference AS named, concat('captured ', payment.captured, ' ', payment.currency) AS what
    FROM payments_payment payment
    LEFT JOIN orders_order orders ON orders.number = payment.reference
    WHERE payment.captured > 0 AND orders.id IS NULL
    """,
)

NOT_PAID = Check(
    "captured_not_paid",
    "an order whose payment was captured does not stay unpaid",
    """
    SELECT orders.number AS named, concat('captured ', payment.captured, ' at ', payment.succeeded_at) AS what
    FROM orders_order orders JOIN payments_payment payment ON payment.reference = orders.number
    WHERE orders.status = 'pending' AND payment.captured > 0 AND payment.succeeded_at < %(before)s
    """,
)

DIFFERS = Check(
    "captured_differs",
    "what was captured for an order is its total, in its currency",
    """
    SELECT orders.number AS named,
        concat('total ', orders.total, ' ', orders.currency, ', captured ', payment.captured, ' ',
               payment.currency) AS what
    FROM orders_order orders JOIN payments_payment payment ON payment.reference = orders.number
    WHERE (orders.paid_at IS NOT NULL OR payment.captured > 0)
        AND (payment.captured, payment.currency) <> (orders.total, orders.currency)
    """,
)

PAID_TWICE = Check(
    "paid_twice",
    "an order has one payment, and what was charged beyond it goes back",
    """
    SELECT reference AS named, concat(count(*), ' payments') AS what
    FROM payments_payment GROUP BY reference HAVING count(*) > 1
    UNION ALL
    SELECT payment.reference, concat(charged.count, ' instruments were paid, ', coalesce(surplus.count, 0), ' gone back')
    FROM payments_payment payment
    JOIN (
        SELECT payment_id, count(*) FROM payments_paymentinstrument WHERE state = 'succeeded' GROUP BY payment_id
    ) charged ON charged.payment_id = payment.id
    LEFT JOIN (
        SELECT payment_id, count(*) FROM payments_refund
        WHERE is_surplus AND state <> 'failed' GROUP BY payment_id
    ) surplus ON surplus.payment_id = payment.id
    WHERE charged.count > (payment.state = 'succeeded')::int + coalesce(surplus.count, 0)
    """,
)

TOO_MUCH_BACK = Check(
    "refunded_too_much",
    "no more goes back than was captured",
    """
    SELECT payment.reference AS named,
        concat('captured ', payment.captured, ', refunded ', payment.refunded, ', refunds ',
               coalesce(refunds.amount, 0)) AS what
    FROM payments_payment payment
    LEFT JOIN (
        SELECT payment_id, sum(amount) AS amount FROM payments_refund
        WHERE state <> 'failed' AND NOT is_surplus GROUP BY payment_id
    ) refunds ON refunds.payment_id = payment.id
    WHERE greatest(payment.refunded, coalesce(refunds.amount, 0)) > payment.captured
    """,
)

REFUNDS_DIFFER = Check(
    "refunds_differ",
    "what a payment says went back is the sum of its refunds, and its order says no more",
    """
    SELECT payment.reference AS named,
        concat('payment ', payment.refunded, ', refunds ', coalesce(refunds.amount, 0), ', order ',
               orders.refunded) AS what
    FROM payments_payment payment
    LEFT JOIN orders_order orders ON orders.number = payment.reference
    LEFT JOIN (
        SELECT payment_id, sum(amount) AS amount FROM payments_refund
        WHERE state <> 'failed' AND NOT is_surplus GROUP BY payment_id
    ) refunds ON refunds.payment_id = payment.id
    WHERE payment.refunded <> coalesce(refunds.amount, 0) OR orders.refunded > payment.refunded
    """,
)

KEPT = Check(
    "money_kept",
    "the money of an order that was called off goes back",
    """
    SELECT orders.number AS named,
        concat(orders.status, ', captured ', payment.captured, ', refunded ', payment.refunded) AS what
    FROM orders_order orders JOIN payments_payment payment ON payment.reference = orders.number
    WHERE orders.status IN ('cancelled', 'failed') AND payment.captured > payment.refunded
        AND greatest(coalesce(orders.cancelled_at, orders.pay_until), payment.succeeded_at) < %(before)s
    """,
)

NOT_SENT = Check(
    "refunds_not_sent",
    "a refund that was requested reaches the provider",
    """
    SELECT payment.reference AS named, concat(refund.amount, ' since ', refund.created_at) AS what
    FROM payments_refund refund JOIN payments_payment payment ON payment.id = refund.payment_id
    WHERE refund.state = 'requested' AND refund.provider_id = '' AND refund.created_at < %(before)s
    """,
)

CHECKS = (
    NOT_CAPTURED,
    NO_ORDER,
    NOT_PAID,
    DIFFERS,
    PAID_TWICE,
    TOO_MUCH_BACK,
    REFUNDS_DIFFER,
    KEPT,
    NOT_SENT,
)
