"""Products and the variants (SKUs) that are sold."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from catalog.domain.records import SaleUnit
from catalog.models.tree import Category
from electricityshop.choices import choices_of

LAST_TIER = 3


class Brand(models.Model):
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class TaxClass(models.Model):
    """A VAT rate by name. Prices contain it."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    rate = models.PositiveIntegerField(help_text="Basis points: 1900 is 19 %.")

    class Meta:
        verbose_name_plural = "tax classes"
        constraints = [
            models.CheckConstraint(condition=Q(rate__lte=10_000), name="tax_class_rate_at_most_100_percent"),
        ]

    def __str__(self) -> str:
        return self.name


class ProductQuerySet(models.QuerySet["Product"]):
    def published(self) -> "ProductQuerySet":
        return self.filter(is_published=True)

    def in_category(self, path: str) -> "ProductQuerySet":
        """Products of the category at `path` and of everything below it."""
        return self.filter(Q(category__path=path) | Q(category__path__startswith=f"{path}/"))


class Product(models.Model):
    """What a page is about; what is bought is one of its variants.

    `price`, `price_to` (lowest and highest of the active variants for sale, null when none is), `search` and `facets`
    (ids of the facet values that it or a variant has) are derived; `catalog.summaries` brings them up to date in the
    transaction that changes what they come from. `tier` is 1 for the ten thousand most popular, 2 for the next ninety
    thousand, 3 for the rest, as of the last time that `catalog.facets` ranked them.
    """

    slug = models.SlugField(max_length=160, db_index=False)
    name = models.CharField(max_length=200)
    brand = models.ForeignKey(
        Brand, models.PROTECT, null=True, blank=True, related_name="products", db_index=False
    )
    category = models.ForeignKey(Category, models.PROTECT, related_name="products", db_index=False)
    summary = models.CharField(max_length=400, blank=True)
    description = models.TextField(blank=True)
    specification = models.JSONField(
        default=dict, blank=True, help_text="Attribute code to normalised value."
    )
    variant_axes = ArrayField(models.SlugField(max_length=60), default=list, blank=True)
    tax_class = models.ForeignKey(TaxClass, models.PROTECT, related_name="products", db_index=False)
    is_published = models.BooleanField(default=True)
    popularity = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    price = models.PositiveIntegerField(null=True, editable=False)
    price_to = models.PositiveIntegerField(null=True, editable=False)
    search = SearchVectorField(null=True, editable=False)
    facets = ArrayField(models.IntegerField(), db_default=[], editable=False)
    tier = models.PositiveSmallIntegerField(db_default=LAST_TIER, editable=False)

    source = models.CharField(max_length=60, blank=True, editable=False, help_text="The import it came from.")
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        constraints = [
            # product page; not `unique=True`, which brings an index for LIKE that nobody asks by
            models.UniqueConstraint(fields=["slug"], name="product_slug_unique"),
        ]
        indexes = [
            # category page, default order
            models.Index(
                F("category"),
                F("popularity").desc(),
                F("id").desc(),
                name="product_category_popular",
                condition=Q(is_published=True),
            ),
            # a category by price, read on over the API
            models.Index(
                fields=["category", "price", "id"],
                name="product_category_price",
                condition=Q(is_published=True),
            ),
            # home, search without words, API list
            models.Index(
                F("popularity").desc(), F("id").desc(), name="product_popular", condition=Q(is_published=True)
            ),
            models.Index(
                F("created_at").desc(), F("id").desc(), name="product_newest", condition=Q(is_published=True)
            ),
            models.Index(fields=["price", "id"], name="product_price", condition=Q(is_published=True)),
            # the whole shop by name, see catalog.queries.listing.walking
            models.Index(fields=["name", "id"], name="product_name", condition=Q(is_published=True)),
            # a category's page with its facets. `tier` is no column of an index: PostgreSQL would use it for searches, too,
            # and think that a tier within a tier is rarer than it is
            models.Index(fields=["category"], name="product_category_in_tier_1", condition=Q(tier__lte=1)),
            models.Index(fields=["category"], name="product_category_in_tier_2", condition=Q(tier__lte=2)),
            # search and facets: among the most popular, among the popular, among all
            GinIndex(fields=["search", "facets"], name="product_found_in_tier_1", condition=Q(tier__lte=1)),
            GinIndex(fields=["search", "facets"], name="product_found_in_tier_2", condition=Q(tier__lte=2)),
            GinIndex(fields=["search", "facets"], name="product_found"),
            # an import's second run
            models.Index(fields=["source"], name="product_source", condition=~Q(source="")),
            # renaming or deleting a brand, a category: of all products, published or not
            models.Index(fields=["brand"], name="product_of_brand"),
            models.Index(fields=["category"], name="product_of_category"),
        ]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """One SKU. `price` is minor units of the shop's currency, VAT included; null means not for sale."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="variants", db_index=False)
    sku = models.CharField("SKU", max_length=64, unique=True)
    name = models.CharField(max_length=160, blank=True)
    position = models.PositiveIntegerField(default=0)
    specification = models.JSONField(default=dict, blank=True)
    price = models.PositiveIntegerField(null=True, blank=True, help_text="Minor units, VAT included.")
    weight = models.PositiveIntegerField(default=0, help_text="Grams per sale unit.")
    ean = models.CharField("EAN", max_length=14, blank=True)
    manufacturer_number = models.CharField(max_length=80, blank=True)
    sale_unit = models.CharField(max_length=10, choices=choices_of(SaleUnit), default=SaleUnit.PIECE)
    minimum_quantity = models.PositiveIntegerField(default=1)
    quantity_step = models.PositiveIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_quantity__gte=1) & Q(quantity_step__gte=1),
                name="variant_quantities_positive",
            ),
            models.UniqueConstraint(fields=["ean"], name="variant_ean_unique", condition=~Q(ean="")),
        ]
        # product page, lists
        indexes = [models.Index(fields=["product", "position", "id"], name="variant_of_product")]

    def __str__(self) -> str:
        return self.sku


class ProductImage(models.Model):
    """A photograph. Products without one show the drawing of their specification."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="images", db_index=False)
    file = models.ImageField(upload_to="products/", blank=True)
    source_url = models.URLField(
        max_length=500, blank=True, help_text="Where the import says the picture is."
    )
    alternative_text = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        # import, the product in the admin
        indexes = [models.Index(fields=["product", "position"], name="image_of_product")]

    def __str__(self) -> str:
        return self.alternative_text or f"image {self.pk}"


class BoughtTogether(models.Model):
    """In how many of the recent orders `product` and `other` were bought together; a row for either direction.

    Only the best of each product are kept. The orders say so, through `catalog.commands.write_bought_together`.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="bought_with", db_index=False)
    other = models.ForeignKey(Product, models.CASCADE, related_name="+")
    orders = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "other"], name="bought_together_once"),
            models.CheckConstraint(condition=~Q(product=F("other")), name="bought_together_are_two"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} with {self.other_id}"
