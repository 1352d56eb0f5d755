"""Invoices and credit notes as PDF: drawn from what is stored, the same bytes every time."""

from orders.adapters.pdf.answering import pdf_answer
from orders.adapters.pdf.rendering import render_pdf

__all__ = ["pdf_answer", "render_pdf"]
