"""The words and shapes of six languages, from ``data/lang``, compiled for one pass over a text."""
