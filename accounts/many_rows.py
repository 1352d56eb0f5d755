"""Many people, for plans: each has an address and a refresh token, the last one has many."""

STATEMENTS = (
    """
INSERT INTO accounts_user (id, password, is_superuser, email, name, is_staff, is_active, date_joined)
SELECT n, '!', false, 'customer' || n || '@many.example', 'Customer ' || n, false, true, now() - n * interval '1 minute'
FROM generate_series(1, %(rows)s) n
""",
    """
INSERT INTO account_emailaddress (id, email, verified, "primary", user_id)
SELECT id, email, true, true, id FROM accounts_user
""",
    """
INSERT INTO accounts_address (id, user_id, name, company, line1, line2, city, region, postcode, country, phone,
    is_default, created_at)
SELECT n, least(n, %(rows)s), 'Customer ' || n, '', n || ' Main Street', '', 'Town', '', '10115', 'DE', '',
    n <= %(rows)s, now()
FROM generate_series(1, %(rows)s + 39) n
""",
    """
INSERT INTO accounts_refreshtoken (id, user_id, family, digest, created_at, expires_at)
SELECT n, least(n, %(rows)s), md5(least(n, %(rows)s)::text)::uuid, md5('token ' || n), now() - interval '40 days',
    now() + CASE WHEN n <= 100 THEN interval '-20 days' ELSE n * interval '10 seconds' END
FROM generate_series(1, %(rows)s + 39) n
""",
)
