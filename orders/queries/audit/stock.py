"""Stock: what is there, what is promised, and what the ledger and the orders say about both."""

from orders.queries.audit.checks import Check

NEGATIVE = Check(
    "stock_negative",
    "no stock is below zero, and no more of it is held than there is",
    """
    SELECT concat('variant ', variant_id) AS named, concat('on hand ', on_hand, ', held ', held) AS what
    FROM catalog_stockitem
    WHERE on_hand < 0 OR held < 0 OR held > on_hand
    """,
)

LEDGER = Check(
    "stock_ledger",
    "the sums of the ledger are the stock",
    """
    SELECT concat('variant ', variant_id) AS named,
        concat('stock ', item.on_hand, '/', item.held, ', ledger ', ledger.on_hand, '/', ledger.held) AS what
    FROM catalog_stockitem item
    FULL JOIN (
        SELECT variant_id, sum(on_hand_change) AS on_hand, sum(held_change) AS held
        FROM catalog_stockmovement GROUP BY variant_id
    ) ledger USING (variant_id)
    WHERE (coalesce(item.on_hand, 0), coalesce(item.held, 0))
        <> (coalesce(ledger.on_hand, 0), coalesce(ledger.held, 0))
    """,
)

HELD = Check(
    "stock_held",
    "what is held is the sum of the open holds",
    """
    SELECT concat('variant ', variant_id) AS named,
        concat('held ', coalesce(item.held, 0), ', open holds ', coalesce(open.held, 0)) AS what
    FROM (SELECT variant_id, held FROM catalog_stockitem WHERE held <> 0) item
    FULL JOIN (
        SELECT variant_id, sum(quantity) AS held FROM catalog_stockhold WHERE state = 'open' GROUP BY variant_id
    ) open USING (variant_id)
    WHERE coalesce(item.held, 0) <> coalesce(open.held, 0)
    """,
)

LATE_HOLDS = Check(
    "stock_holds_late",
    "no hold is open long past its end, or for an order that is over",
    """
    SELECT hold.reference AS named,
        concat(hold.quantity, ' of variant ', hold.variant_id, ' until ', hold.expires_at, ', order ',
               coalesce(orders.status, 'unknown')) AS what
    FROM catalog_stockhold hold
    LEFT JOIN orders_order orders ON orders.number = hold.reference
    WHERE hold.state = 'open' AND (hold.expires_at < %(before)s OR orders.status NOT IN ('pending', 'paid'))
    """,
)

PROMISED = Check(
    "stock_promised",
    "for an unpaid order exactly what it ordered is held",
    """
    SELECT ordered.number AS named,
        concat('variant ', ordered.variant_id, ': ordered ', ordered.quantity, ', held ',
               coalesce(hold.quantity, 0)) AS what
    FROM (
        SELECT orders.number, line.variant_id, sum(line.quantity) AS quantity
        FROM orders_order orders JOIN orders_orderline line ON line.order_id = orders.id
        WHERE orders.status = 'pending' AND line.variant_id IS NOT NULL
        GROUP BY orders.number, line.variant_id
    ) ordered
    LEFT JOIN catalog_stockhold hold
        ON hold.reference = ordered.number AND hold.variant_id = ordered.variant_id AND hold.state = 'open'
    WHERE ordered.quantity <> coalesce(hold.quantity, 0)
    """,
)

TAKEN = Check(
    "stock_taken",
    "an order took exactly what it ordered, once its stock was due; what left of it when it was refunded; nothing when"
    " it was called off",
    """
    SELECT number AS named,
        concat('variant ', variant_id, ': to take ', coalesce(ordered.quantity, 0), ', taken ',
               coalesce(taken.quantity, 0)) AS what
    FROM (
        SELECT orders.number, line.variant_id,
            sum(CASE orders.status WHEN 'refunded' THEN line.shipped ELSE line.quantity END) AS quantity
        FROM orders_order orders
        JOIN orders_finalizationstep step
            ON step.order_id = orders.id AND step.name = 'update_inventory' AND step.state = 'done'
        JOIN orders_orderline line ON line.order_id = orders.id
        WHERE orders.status NOT IN ('cancelled', 'failed') AND line.variant_id IS NOT NULL
        GROUP BY orders.number, line.variant_id
    ) ordered
    FULL JOIN (
        SELECT orders.number, movement.variant_id, -sum(movement.on_hand_change) AS quantity
        FROM catalog_stockmovement movement JOIN orders_order orders ON orders.number = movement.reference
        WHERE movement.kind IN ('take', 'return')
        GROUP BY orders.number, movement.variant_id
    ) taken USING (number, variant_id)
    WHERE coalesce(ordered.quantity, 0) <> coalesce(taken.quantity, 0)
    """,
)

CHECKS = (NEGATIVE, LEDGER, HELD, LATE_HOLDS, PROMISED, TAKEN)
