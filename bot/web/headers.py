"""Headers that keep the talk out of caches, referrers, search engines, frames and other people's scripts."""

from __future__ import annotations

from flask import Flask, Response, request

from bot.web.leaving import EXIT_ADDRESS

# A browser that follows the redirect of a form asks `form-action` about its target too.
_EXIT = "/".join(EXIT_ADDRESS.split("/")[:3])

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    f"form-action 'self' {_EXIT}; base-uri 'none'; frame-ancestors "
)
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
EMBEDDING = "/static/frame.js"
"""The one file that pages of other sites load."""


def add_headers(app: Flask, frame_hosts: tuple[str, ...]) -> None:
    """Make `app` send the headers with every response. Only pages of `frame_hosts` may hold it in a frame."""
    headers = {**HEADERS, "Content-Security-Policy": POLICY + (" ".join(frame_hosts) or "'none'")}

    @app.after_request
    def with_headers(response: Response) -> Response:
        if request.endpoint == "static":
            del response.headers["Cache-Control"]  # Flask's own lets a browser keep the file
        if request.path == EMBEDDING and frame_hosts:
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
