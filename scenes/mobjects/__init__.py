"""What is drawn. A mobject holds no mathematics; its methods return animations and never take the scene."""
