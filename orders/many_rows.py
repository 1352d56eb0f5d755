"""Many orders and carts, for plans. Nearly all orders were delivered; the last hundreds are under way, the last hundred unpaid, and some
thousands of before, as if it were a busy hour.

Order `rows - 400` was delivered, and order `rows - 100` is being finalized, each with twenty lines; the other orders
have one. Customer `rows` has the longest history. Odd orders are a customer's, even ones a guest's.
"""

_STATUS = """CASE WHEN n > %(rows)s - 100 OR n BETWEEN %(rows)s - 5000 AND %(rows)s - 2000 THEN 'pending' WHEN n > %(rows)s - 120 THEN 'paid'
    WHEN n > %(rows)s - 300 THEN 'confirmed' ELSE 'delivered' END"""
_AT = "now() - (%(rows)s - n) * interval '1 minute'"
_WITH_LINES = """
SELECT n AS id, n AS order_id, 1 AS position, n AS variant_id FROM generate_series(1, %(rows)s) n
UNION ALL SELECT %(rows)s + n, %(rows)s - 400, 1 + n, n FROM generate_series(1, 19) n
UNION ALL SELECT %(rows)s + 19 + n, %(rows)s - 100, 1 + n, n FROM generate_series(1, 19) n
"""

STATEMENTS = (
    """
INSERT INTO orders_shippingmethod (code, name, description, kind, price, countries, minimum_days, maximum_days, position,
    is_active)
VALUES ('standard', 'Standard', '', 'flat', 490, '{}', 1, 3, 0, true)
""",
    """
INSERT INTO orders_cart (id, user_id, checkout, created_at, updated_at)
SELECT md5('cart ' || n)::uuid, CASE mod(n, 2) WHEN 1 THEN n END, '{}', at, at
FROM generate_series(1, %(rows)s) n,
    LATERAL (SELECT now() - CASE WHEN n <= 100 THEN interval '400 days' ELSE n * interval '1 second' END AS at) facts
""",
    """
INSERT INTO orders_cartline (id, cart_id, variant_id, quantity, added_at)
SELECT n, md5('cart ' || n)::uuid, n, 1, now() - CASE WHEN n <= 100 THEN interval '400 days' ELSE n * interval '1 second' END
FROM generate_series(1, %(rows)s) n
UNION ALL
SELECT %(rows)s + n, md5('cart ' || %(rows)s - 1)::uuid, n, 1, now() FROM generate_series(1, 19) n
""",
    f"""
INSERT INTO orders_order (id, number, user_id, cart_token, email, status, currency, items_total, shipping_total, total,
    tax_total, shipping_code, shipping_name, placement_key, placement_digest, placed_at, pay_until, paid_at, delivered_at,
    cancel_reason, refunded)
SELECT n, 'ES-' || n,
    CASE WHEN mod(n, 2) = 1 THEN CASE WHEN n > %(rows)s - 1500 AND n <= %(rows)s - 300 AND mod(n, 10) = 1 THEN %(rows)s
                                      ELSE n END END,
    CASE WHEN mod(n, 2) = 0 THEN md5('cart ' || n)::uuid END, 'customer' || n || '@many.example', {_STATUS}, 'EUR',
    10000, 0, 10000, 1597, 'standard', 'Standard', 'many:' || n, '', {_AT},
    now() + CASE WHEN n > %(rows)s - 50 OR n BETWEEN %(rows)s - 5000 AND %(rows)s - 2000 THEN 1 ELSE n - %(rows)s END * interval '1 hour',
    CASE WHEN n <= %(rows)s - 100 THEN {_AT} END, CASE WHEN n <= %(rows)s - 300 THEN {_AT} END, '', 0
FROM generate_series(1, %(rows)s) n
""",
    f"""
INSERT INTO orders_orderline (id, order_id, position, variant_id, sku, name, sale_unit, quantity, unit_price, total,
    tax_rate, tax, weight, shipped)
SELECT id, order_id, position, variant_id, 'MANY-' || lpad(variant_id::text, 7, '0'), 'Lamp', 'piece', 1, 500, 500, 1900, 80,
    100, CASE WHEN order_id > %(rows)s - 300 THEN 0 ELSE 1 END
FROM ({_WITH_LINES}) lines
""",
    """
INSERT INTO orders_orderaddress (order_id, kind, name, company, line1, line2, city, region, postcode, country, phone)
SELECT n, kind, 'Customer ' || n, '', n || ' Main Street', '', 'Town', '', '10000', 'DE', ''
FROM generate_series(1, %(rows)s) n, unnest(ARRAY['shipping', 'billing']) kind
""",
    """
INSERT INTO orders_finalizationstep (order_id, name, position, state, attempts, due_at, error)
SELECT n, name, place - 1,
    CASE WHEN n > %(rows)s - 100 THEN 'waiting' WHEN n <= %(rows)s - 120 OR place = 1 THEN 'done'
         WHEN place = 2 THEN 'due' ELSE 'waiting' END,
    0, CASE WHEN n <= %(rows)s - 100 AND n > %(rows)s - 120 AND place = 2 THEN now() END, ''
FROM generate_series(1, %(rows)s) n,
    unnest(ARRAY['process_payment', 'update_inventory', 'finalize', 'send_confirmation'])
        WITH ORDINALITY AS step (name, place)
WHERE n > %(rows)s - 500 OR place = 4
""",
    f"""
INSERT INTO orders_orderevent (order_id, kind, message, actor, is_public, at)
SELECT least(n, %(rows)s - 400), 'placed', 'Order placed.', '', true, {_AT} FROM generate_series(1, %(rows)s) n
""",
    f"""
INSERT INTO orders_ordermail (order_id, kind, key, message_id, attempts, due_at, sent_at, error)
SELECT n, 'confirmation', '', '<' || n || '@many.example>', 1, {_AT},
    CASE WHEN n <= %(rows)s - 50 THEN {_AT} END, ''
FROM generate_series(1, %(rows)s) n
""",
    f"""
INSERT INTO orders_shipment (id, order_id, key, carrier, tracking_number, tracking_url, shipped_at)
SELECT n, n, '', 'Many Parcels', 'MP' || n, '', {_AT} FROM generate_series(1, %(rows)s - 300) n
""",
    f"""
INSERT INTO orders_shipmentline (shipment_id, order_line_id, quantity)
SELECT order_id, id, 1 FROM ({_WITH_LINES}) lines WHERE order_id <= %(rows)s - 300
""",
    f"""
INSERT INTO orders_return (id, order_id, number, status, reason, note, request_key, request_digest, requested_at,
    with_shipping, reject_reason, refund)
SELECT n, n, 'RE-' || n, CASE WHEN mod(n, 500) = 0 THEN 'requested' ELSE 'rejected' END, 'unwanted', '', '', '', {_AT},
    false, '', NULL
FROM generate_series(%(rows)s / 2, %(rows)s - 300) n
""",
    f"""
INSERT INTO orders_returnline (order_return_id, order_line_id, quantity, restocked, scrapped)
SELECT order_id, id, 1, 0, 0 FROM ({_WITH_LINES}) lines WHERE order_id BETWEEN %(rows)s / 2 AND %(rows)s - 300
""",
    "INSERT INTO orders_documentseries (kind, year, last) VALUES ('invoice', 2020, %(rows)s)",
    f"""
INSERT INTO orders_document (id, order_id, kind, key, number, year, sequence, issued_at, supplied_on, currency, gross, tax,
    taxes, seller)
SELECT n, n, 'invoice', '', 'I-2020-' || n, 2020, n, {_AT}, '2020-01-01', 'EUR', 10000, 1597, '[]', '{{}}'
FROM generate_series(1, %(rows)s - 300) n
""",
)
