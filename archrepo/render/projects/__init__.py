"""Projects on a terminal, and the dossier of one as a document."""
