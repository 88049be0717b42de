"""The Telegram bridge, a process of its own: an update becomes a turn of the chat, its reply becomes messages.

It is a client of the running web chat and shares its graph, gateway and safety net by that. Who writes is known here
alone and in memory alone: the chat gets a random session, as it does from a browser.
"""
