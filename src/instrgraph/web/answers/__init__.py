"""The answers of the API and of the pages: each a function of a view and of parameters, made once for both.

They run in a worker, over one snapshot, and return plain values that become JSON, CSV or HTML.
"""
