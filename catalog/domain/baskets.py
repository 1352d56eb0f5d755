"""When two products count as bought together."""

from typing import Final

FEWEST_ORDERS: Final = 2
"""What one customer bought once says nothing, and would tell of him."""
BEST_OF_EACH: Final = 12
"""So many are kept of each product: twice what its page shows, for those that are withdrawn."""
