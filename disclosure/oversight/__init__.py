"""The board on which PPID Utama sees all units, and the place where reports are made and kept."""
