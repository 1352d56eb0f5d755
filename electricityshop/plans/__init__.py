"""The plans of the queries that everything depends on: which they are, what they may cost, and whether they do."""
