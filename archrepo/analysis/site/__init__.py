"""What a site for everyone shows: the whole portfolio on a day, with its maps and impacts."""
