"""What is released: the built distributions, the image's recipe, the examples' runner."""
