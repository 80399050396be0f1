"""Writing side of pages that Wagtail itself does not know."""
