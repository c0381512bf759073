"""The workbench of rule authors: what rules do on articles, judged, counted, compared."""
