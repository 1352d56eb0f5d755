"""Hot queries of the cache's outbox: asked after every commit that wrote, and once a second."""

from electricityshop.caching.invalidation import own_touches
from electricityshop.caching.models import Touch
from electricityshop.caching.relay import untold
from electricityshop.plans.registry import Ask, Size, hot_query


@hot_query(Touch, statements=1, indexes=("touch_of_backend",))
def own_touches_after_commit(_: Size) -> Ask:
    """What a connection tells Redis of, right after its commit."""
    return own_touches


@hot_query(Touch, statements=1, indexes=("touch_due",))
def untold_touches(_: Size) -> Ask:
    """What the relay tells Redis of, the longest waiting first."""
    return untold
