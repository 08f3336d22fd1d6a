"""What a film says, spoken aloud: the words, who speaks them, and the sentences that were spoken already."""

VOICE = "MATHNET_VOICE"  # in the environment: who speaks, as scenes/voice/engines.py names them; or off
