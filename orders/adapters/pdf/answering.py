"""A document as the answer to a request; who asks was checked before."""

from django.http import HttpResponse

from orders.adapters.pdf.rendering import render_pdf
from orders.queries.documents import DocumentView


def pdf_answer(document: DocumentView) -> HttpResponse:
    """The file, to be kept by nobody but who asked."""
    headers = {
        "Content-Disposition": f'attachment; filename="{document.filename}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(render_pdf(document), content_type="application/pdf", headers=headers)
