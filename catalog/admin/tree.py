"""Categories, attributes, brands and tax classes."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget

from catalog.caching import invalidate_products_by_category
from catalog.domain.drawings import KINDS
from catalog.models import Attribute, AttributeChoice, Brand, Category, CategoryAttribute, Product, TaxClass
from catalog.paths import repath
from catalog.summaries import refresh_summaries


class DeclarationForm(forms.ModelForm):  # type: ignore[type-arg]  # django-stubs' generic exists for mypy alone
    """A declaration keeps its attribute: to have another one, remove it and add that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            attribute = self.instance.attribute
            self.fields["attribute"].widget = UnfoldAdminSelectWidget(
                choices=[(attribute.pk, attribute.name)]
            )


class DeclaredAttributeInline(TabularInline):
    model = CategoryAttribute
    form = DeclarationForm
    extra = 0
    hide_title = True
    autocomplete_fields = ("attribute",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CategoryAttribute]:
        declarations: QuerySet[CategoryAttribute] = super().get_queryset(request)
        return declarations.select_related("attribute").order_by("position", "id")


class CategoryForm(forms.ModelForm):  # type: ignore[type-arg]  # django-stubs' generic exists for mypy alone
    class Meta:
        model = Category
        fields = ("parent", "name", "slug", "description", "position", "drawing")

    def clean_drawing(self) -> str:
        drawing: str = self.cleaned_data["drawing"]
        if drawing and drawing not in KINDS:
            raise forms.ValidationError(f"Choose one of: {', '.join(KINDS)}.")
        return drawing

    def clean_parent(self) -> Category | None:
        parent: Category | None = self.cleaned_data["parent"]
        own = self.instance.path
        if parent and own and (parent.pk == self.instance.pk or parent.path.startswith(f"{own}/")):
            raise forms.ValidationError("A category cannot stand below itself.")
        return parent


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    form = CategoryForm
    list_display = ("name", "path", "position", "drawing")
    search_fields = ("name", "path")
    ordering = ("path",)
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (DeclaredAttributeInline,)
    list_per_page = 100
    actions = ("purge",)

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        """The path follows the parent and the slug, here and in everything below."""
        with transaction.atomic():
            repath(obj)
            if change and "name" in form.changed_data:
                below = Q(category__path=obj.path) | Q(category__path__startswith=f"{obj.path}/")
                _search_anew(Product.objects.filter(below))

    @action(description="Forget in the cache, with all below", permissions=["change"])
    def purge(self, request: HttpRequest, chosen: QuerySet[Category]) -> None:
        """Changes are noticed by themselves: this is for doubts."""
        for category in chosen:
            invalidate_products_by_category(category.pk)
        messages.success(request, f"{len(chosen)} categories will be read from the database again.")


class ChoiceInline(TabularInline):
    model = AttributeChoice
    extra = 0
    hide_title = True
    ordering = ("position",)


@admin.register(Attribute)
class AttributeAdmin(ModelAdmin):
    list_display = ("name", "code", "kind", "unit")
    list_filter = ("kind",)
    search_fields = ("name", "code")
    ordering = ("name",)
    inlines = (ChoiceInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Products are found by the attribute's name, unit and labels."""
        super().save_related(request, form, formsets, change)
        if change and (form.has_changed() or any(formset.has_changed() for formset in formsets)):
            code = form.instance.code
            used = Q(specification__has_key=code) | Q(variants__specification__has_key=code)
            _search_anew(Product.objects.filter(used).distinct())


@admin.register(Brand)
class BrandAdmin(ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Brand, form: Any, change: bool) -> None:
        """Products are found by the brand's name."""
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            _search_anew(Product.objects.filter(brand=obj))


@admin.register(TaxClass)
class TaxClassAdmin(ModelAdmin):
    list_display = ("name", "code", "rate")
    ordering = ("code",)


def _search_anew(products: QuerySet[Product]) -> None:
    """Bring what is derived from changed names up to date, in the form's transaction."""
    refresh_summaries(list(products.values_list("pk", flat=True)))
