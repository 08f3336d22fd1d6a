"""What all films share: how they are written, and how they refuse."""
