"""A film as slides, in the format that manim-slides converts and presents."""
