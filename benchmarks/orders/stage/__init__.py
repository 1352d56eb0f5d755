"""A whole shop for the proofs of orders: what `make demo` runs, but started in seconds, with articles of the proof's
own, and with a way to make single processes worse on purpose."""
