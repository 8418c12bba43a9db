"""Was each commitment kept, by which baseline, and how sure that is."""
