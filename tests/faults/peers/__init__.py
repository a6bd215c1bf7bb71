"""The same mistakes in other tools that check structured documents, each in its own environment and its own format."""
