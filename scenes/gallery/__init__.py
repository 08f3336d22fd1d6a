"""A static site of films: for each lesson posters, pages, a live network and a trace, and an index of all."""
