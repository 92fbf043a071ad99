"""Where graphs are kept: one port, three adapters, and the folder of numbered snapshots.

``port`` says what every store can do; ``oxigraph`` (on disk or in memory), ``memory`` (rdflib) and ``endpoint`` (any
SPARQL 1.1 store) do it. ``folder`` keeps immutable snapshots of an Oxigraph store, of which the newest is current.
Nothing is imported here, so that a face pays only for the engine that it uses.
"""
