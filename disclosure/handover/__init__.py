"""An officer leaves: what lies open goes to the successor in one step, with the decree and a guide."""
