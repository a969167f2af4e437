"""The way to the editing desk: originals with sensible names, the assembly as a timeline, notes as markers."""
