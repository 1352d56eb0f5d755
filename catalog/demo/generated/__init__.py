"""Any number of products that are like those of the demo catalogue: for measuring a shop of real size."""

from catalog.demo.generated.products import brands, generated_products

__all__ = ["brands", "generated_products"]
