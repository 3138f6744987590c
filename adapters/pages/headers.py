"""Headers of every page: what a browser may do with it, and what it depends on."""

from __future__ import annotations

CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {"Content-Security-Policy": CONTENT, "Vary": "Cookie, Accept-Language"}
