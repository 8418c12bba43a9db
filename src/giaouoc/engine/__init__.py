"""The pure engine: values and rules, without files, clock or network."""
