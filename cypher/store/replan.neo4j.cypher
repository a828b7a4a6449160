// name: store.replan
// Have statements planned by what the database holds now: after a bulk load, plans made for the former content can be a hundred times slower.
// params: seconds: int
// mode: write
CALL db.prepareForReplanning($seconds)
