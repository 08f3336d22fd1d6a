"""A lesson's network in the browser: it answers what it is given there, in one HTML file that asks for nothing."""
