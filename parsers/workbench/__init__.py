"""The workbench of rule authors: why a figure is what it is, and drafts of new rules."""
