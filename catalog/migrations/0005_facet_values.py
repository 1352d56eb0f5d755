import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

TYPED = """
WITH property AS (
    SELECT id AS product_id, e.key, e.value FROM catalog_product, jsonb_each(specification) e
    UNION
    SELECT product_id, e.key, e.value FROM catalog_variant, jsonb_each(specification) e WHERE is_active
),
typed AS (
    SELECT product_id, a.id AS attribute_id, a.kind,
           CASE a.kind WHEN 'number' THEN trim_scale((property.value #>> '{}')::numeric)::text
                       ELSE property.value #>> '{}' END AS value
    FROM property JOIN catalog_attribute a ON a.code = property.key
    WHERE jsonb_typeof(property.value) = CASE a.kind WHEN 'choice' THEN 'string' ELSE a.kind END
      AND length(property.value #>> '{}') <= 60
)
"""
LEARN = TYPED + """
INSERT INTO catalog_facetvalue (attribute_id, value, number, brand_id, products)
SELECT attribute_id, value, CASE kind WHEN 'number' THEN value::float8 END, NULL::bigint, count(*)
FROM typed GROUP BY attribute_id, value, kind
UNION ALL SELECT NULL, '', NULL, brand_id, count(*) FROM catalog_product WHERE brand_id IS NOT NULL GROUP BY brand_id
"""
FILL = TYPED + """
UPDATE catalog_product product SET facets = had.facets
FROM (
    SELECT product_id, array_agg(id ORDER BY id) AS facets
    FROM (
        SELECT product_id, f.id FROM typed JOIN catalog_facetvalue f USING (attribute_id, value)
        UNION SELECT p.id, f.id FROM catalog_product p JOIN catalog_facetvalue f USING (brand_id)
    ) AS every
    GROUP BY product_id
) had
WHERE had.product_id = product.id
"""
"""What `catalog.summaries` writes with every product, for those that are there already."""


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_built_in_synonyms'),
    ]

    operations = [
        migrations.CreateModel(
            name='FacetValue',
            fields=[
                ('id', models.AutoField(primary_key=True, serialize=False)),
                ('value', models.CharField(blank=True, help_text='As in a specification; empty for brands.', max_length=80)),
                ('number', models.FloatField(help_text="In the attribute's unit.", null=True)),
                ('products', models.PositiveIntegerField(default=1, help_text='How many have it, as of the last count.')),
            ],
        ),
        migrations.RemoveIndex(
            model_name='product',
            name='product_search',
        ),
        migrations.AddField(
            model_name='product',
            name='facets',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), db_default=[], editable=False, size=None),
        ),
        migrations.AddField(
            model_name='product',
            name='tier',
            field=models.PositiveSmallIntegerField(db_default=3, editable=False),
        ),
        migrations.AddField(
            model_name='category',
            name='products_counted',
            field=models.PositiveIntegerField(db_default=0, editable=False, help_text='How many it holds itself, as of the last count.'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(condition=models.Q(('tier__lte', 1)), fields=['category'], name='product_category_in_tier_1'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(condition=models.Q(('tier__lte', 2)), fields=['category'], name='product_category_in_tier_2'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('tier__lte', 1)), fields=['search', 'facets'], name='product_found_in_tier_1'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('tier__lte', 2)), fields=['search', 'facets'], name='product_found_in_tier_2'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search', 'facets'], name='product_found'),
        ),
        migrations.AddField(
            model_name='facetvalue',
            name='attribute',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='values', to='catalog.attribute'),
        ),
        migrations.AddField(
            model_name='facetvalue',
            name='brand',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='facet_value', to='catalog.brand'),
        ),
        migrations.AddIndex(
            model_name='facetvalue',
            index=models.Index(condition=models.Q(('number__isnull', False)), fields=['attribute', 'number'], name='facet_value_number'),
        ),
        migrations.AddConstraint(
            model_name='facetvalue',
            constraint=models.UniqueConstraint(fields=('attribute', 'value'), name='facet_value_unique'),
        ),
        migrations.AddConstraint(
            model_name='facetvalue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('attribute__isnull', False), ('brand', None)), models.Q(('attribute', None), ('brand__isnull', False)), _connector='OR'), name='facet_value_of_one_thing'),
        ),
        migrations.RunSQL(LEARN, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
