"""Headers that keep the talk out of caches, referrers, search engines, frames and other people's scripts."""

from __future__ import annotations

from flask import Flask, Response, request

from bot.web.leaving import EXIT_ADDRESS

# A browser that follows the redirect of a form asks `form-action` about its target too.
_EXIT = "/".join(EXIT_ADDRESS.split("/")[:3])

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        f"form-action 'self' {_EXIT}; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def add_headers(app: Flask) -> None:
    """Make `app` send the headers with every response."""

    @app.after_request
    def with_headers(response: Response) -> Response:
        if request.endpoint == "static":
            del response.headers["Cache-Control"]  # Flask's own lets a browser keep the file
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
