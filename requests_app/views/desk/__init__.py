"""The officers' desk inside the Wagtail admin."""
