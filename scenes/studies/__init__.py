"""Lessons worked through: the traces of a sample, what is shown of them, and where each number stands."""

from scenes.studies.places import Bias, Neuron, Weight
from scenes.studies.study import Study, learn, study
from scenes.studies.view import LayerView, Terms, View

__all__ = ["Bias", "LayerView", "Neuron", "Study", "Terms", "View", "Weight", "learn", "study"]
