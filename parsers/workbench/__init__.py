"""The workbench of rule authors: what rules do on articles, why, and drafts of new ones."""
