"""Films of trainings, whatever the lesson: scenes/training.py has one of each kind."""
