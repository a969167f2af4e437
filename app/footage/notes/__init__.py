"""Notes on films: at a frame or over a range, with a drawing on the picture, answers, and who is meant by "@name"."""
