"""Whether links and files of live entries can still be reached: asked every night, kindly."""
