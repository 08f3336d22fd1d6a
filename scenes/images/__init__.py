"""Films of images, whatever the lesson: scenes/digits.py has one of each kind."""
