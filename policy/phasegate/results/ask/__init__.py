"""Questions put to a case or a ruleset, and the answers as documents: this side knows the engine, the outputs do not.

A question has a file; who asks imports it when it is asked, since most bring numpy.
"""
