"""The site: pages for everyone who will never open a terminal, in one file or a folder."""
