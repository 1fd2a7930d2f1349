"""What requests cost beside the cheapest one of the same server, against the budgets: `make bench`."""
