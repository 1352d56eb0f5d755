from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0009_products_by_name'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='product',
            name='product_category_tier',
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(condition=models.Q(('tier__lte', 1)), fields=['category'], name='product_category_in_tier_1'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(condition=models.Q(('tier__lte', 2)), fields=['category'], name='product_category_in_tier_2'),
        ),
    ]
