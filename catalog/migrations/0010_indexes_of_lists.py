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
        migrations.RemoveIndex(
            model_name='product',
            name='product_of_category',
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(fields=['category', 'tier'], name='product_category_tier'),
        ),
    ]
