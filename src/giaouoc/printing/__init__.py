"""Reports of a standing for people: a page, and what every kind of report shares."""
