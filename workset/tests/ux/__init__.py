"""The targets of the logbook's feel, each measured on a phone's screen with a slow processor and a slow network: by
`make bench-ux` with times, in the suite without them."""
