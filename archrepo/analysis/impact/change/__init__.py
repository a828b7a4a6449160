"""An application is changed, nothing being lost: CHG-01 to CHG-06, a file for each kind."""
