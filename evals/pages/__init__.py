"""Pages of figures that need nothing from elsewhere: their head and style, and what is drawn on them."""
