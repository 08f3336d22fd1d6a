"""What all films share: how they are written, and how they refuse."""

CAPTIONS = "MATHNET_CAPTIONS"  # in the environment: off leaves what is said out of the picture
ON_OR_OFF = ("on", "off")
