"""The page for professionals: facts as they are said, in; the route by the pathway, out. Nothing is kept."""

from bot.web.professionals.routes import professionals

__all__ = ["professionals"]
