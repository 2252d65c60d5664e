"""The reading room: one module a page, each with its `ROUTES`."""
