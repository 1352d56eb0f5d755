"""Progress: every order gets to an end, by its steps, each of them once."""

from orders.queries.audit.checks import Check

WAITING = Check(
    "orders_waiting",
    "an unpaid order ends with its time to pay, and a paid one is confirmed",
    """
    SELECT number AS named, concat('not paid, should have been by ', pay_until) AS what
    FROM orders_order WHERE status = 'pending' AND pay_until < %(before)s
    UNION ALL
    SELECT number, concat('paid at ', paid_at, ', not confirmed')
    FROM orders_order WHERE status = 'paid' AND paid_at < %(before)s
    """,
)

STUCK_STEPS = Check(
    "steps_stuck",
    "a step of finalization is done soon after the one before it",
    """
    SELECT orders.number AS named, concat(step.name, ' is ', step.state, ' ', step.error) AS what
    FROM orders_finalizationstep step
    JOIN orders_order orders ON orders.id = step.order_id
    LEFT JOIN payments_payment payment ON payment.reference = orders.number
    LEFT JOIN orders_finalizationstep earlier
        ON earlier.order_id = step.order_id AND earlier.position = step.position - 1
    WHERE step.state IN ('due', 'running')
        AND coalesce(earlier.completed_at, payment.succeeded_at, step.due_at) < %(before)s
    UNION ALL
    SELECT orders.number, concat(step.name, ' waits although ', earlier.name, ' is done')
    FROM orders_finalizationstep step
    JOIN orders_order orders ON orders.id = step.order_id
    JOIN orders_finalizationstep earlier
        ON earlier.order_id = step.order_id AND earlier.position = step.position - 1 AND earlier.state = 'done'
    WHERE step.state = 'waiting'
    """,
)

FOUR_STEPS = Check(
    "steps_four",
    "every order has its four steps",
    """
    SELECT orders.number AS named, concat(coalesce(steps.count, 0), ' steps') AS what
    FROM orders_order orders
    LEFT JOIN (
        SELECT order_id, count(*) FROM orders_finalizationstep GROUP BY order_id
    ) steps ON steps.order_id = orders.id
    WHERE coalesce(steps.count, 0) <> 4
    """,
)

PLACED_TWICE = Check(
    "placed_twice",
    "one key places one order",
    """
    SELECT min(number) AS named, concat(count(*), ' orders of the key ', placement_key) AS what
    FROM orders_order GROUP BY placement_key HAVING count(*) > 1
    """,
)

TWICE = Check(
    "history_twice",
    "no order is placed, paid, confirmed, cancelled or failed more than once",
    """
    SELECT orders.number AS named, concat(event.count, ' times ', event.kind) AS what
    FROM (
        SELECT order_id, kind, count(*) FROM orders_orderevent
        WHERE kind IN ('placed', 'paid', 'confirmed', 'cancelled', 'failed')
        GROUP BY order_id, kind HAVING count(*) > 1
    ) event
    JOIN orders_order orders ON orders.id = event.order_id
    """,
)

CHECKS = (WAITING, STUCK_STEPS, FOUR_STEPS, PLACED_TWICE, TWICE)
