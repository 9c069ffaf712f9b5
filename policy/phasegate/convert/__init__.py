"""A business case in other forms: YAML and JSON read into the tree, and the tree written as either."""
