"""Writers put documents, terms and vectors into a generation."""
