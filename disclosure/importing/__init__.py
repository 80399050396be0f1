"""From the spreadsheets that agencies keep to entries of the list: reading, parsing, preview, confirming, undoing."""
