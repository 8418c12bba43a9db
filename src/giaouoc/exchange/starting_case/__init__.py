"""The commented files a new case starts with, one folder per language."""
