"""Raw facts to a plan: values, identity, references, comparison."""
