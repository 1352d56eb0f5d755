"""The payment sandbox: a separate process that speaks the subset of Stripe's HTTP API the shop uses.

Standard library only. The shop never imports it, and it imports nothing from the shop.
Run it with ``python -m payments.sandbox``; ``docs/sandbox.md`` says what it can do.
"""
