"""Trace → beats: what is shown, said and pointed at, in order, as plain data. Nothing here imports manim."""
