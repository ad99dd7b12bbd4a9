"""Charts with continuous axes, drawn by matplotlib for inline SVG; they show figures of the model as they are."""
