"""What a stored run came to, for a notebook: frames, and the verdict as records. `gilbench.load` hands it out."""
