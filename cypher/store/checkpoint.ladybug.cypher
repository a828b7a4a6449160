// name: store.checkpoint
// Bring everything into the one file.
// mode: schema
CHECKPOINT
