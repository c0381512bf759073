"""The panes and bars of the browser; none of them knows another."""
