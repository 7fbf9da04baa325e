"""`socle doctor`: what on this machine prevents a simulator from starting or being reached, and the way out.

Each check is a function of what it was given; `surroundings` looks at the machine.
"""
