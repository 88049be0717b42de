"""The Telegram bridge, end to end over HTTP: a stand-in for the Bot API on one side, the real chat on the other."""
