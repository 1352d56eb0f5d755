"""What any Django shop pays: one view that reads 24 product rows through the ORM into a template, and nothing else."""

import random
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from environs import Env

settings.configure(
    DEBUG=False,
    SECRET_KEY="nothing is signed here",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    DATABASES={"default": {**Env().dj_db_url("DATABASE_URL"), "CONN_MAX_AGE": 600}},
    USE_TZ=True,
)
django.setup()

from django.db import models  # noqa: E402  # a model needs the settings above
from django.template import Context, Engine  # noqa: E402  # so does the engine

CARDS = """
<h1>{{ count }} products</h1>
<ul>{% for product in products %}
  <li><a href="/p/{{ product.slug }}/">{{ product.name }}</a> <p>{{ product.summary }}</p> {{ product.price }}</li>
{% endfor %}</ul>
"""
PAGES = 10


class Product(models.Model):
    """A few columns of the shop's table."""

    slug = models.SlugField()
    name = models.CharField(max_length=200)
    summary = models.CharField(max_length=400)
    price = models.PositiveIntegerField(null=True)
    popularity = models.PositiveIntegerField()
    is_published = models.BooleanField()

    objects: Any = models.Manager()

    class Meta:
        app_label = "floor"
        db_table = "catalog_product"
        managed = False

    def __str__(self) -> str:
        return self.name


template = Engine().from_string(CARDS)


def products(request: HttpRequest) -> HttpResponse:
    start = random.randrange(PAGES) * 24
    found = Product.objects.filter(is_published=True).order_by("-popularity", "-id")
    rows = list(found.only("slug", "name", "summary", "price")[start : start + 24])
    return HttpResponse(template.render(Context({"products": rows, "count": len(rows)})))


urlpatterns = [path("", products)]
application = get_wsgi_application()
