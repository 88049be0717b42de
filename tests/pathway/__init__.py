"""The graph, the directory and the engine."""
