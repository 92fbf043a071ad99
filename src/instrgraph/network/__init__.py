"""The network of instruments, revisions and mandates: a graph, an index that answers at scale, measures, exports.

``graph`` builds a networkx graph from the rows of questions, never from the inside of a store; ``index`` keeps typed
edges in a compressed sparse matrix, for reachability and centrality at a million citations; ``measures`` answers
the questions of the field; ``exports`` writes what Gephi, networkx, spreadsheets and Neo4j read.

Nothing is imported here, since networkx and scipy are slow to load.
"""
