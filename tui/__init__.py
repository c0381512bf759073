"""Everything that faces a person: the command line and the terminal program."""
