"""The workbench of rule authors: what rules make of articles, compared and judged."""
