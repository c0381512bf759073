"""The index of a project: what can be made again from articles and rules, to be searched."""
