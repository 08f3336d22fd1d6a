"""What all films share: how they are written, and how they refuse."""

CAPTIONS = "MATHNET_CAPTIONS"  # in the environment: off leaves what is said out of the picture
VOICE = "MATHNET_VOICE"  # in the environment: who speaks what is said, as scenes/voice/engines.py names them
