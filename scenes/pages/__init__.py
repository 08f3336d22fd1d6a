"""A film as a page: its stops as vector pictures taken from the scene, in one HTML file that asks for nothing."""
