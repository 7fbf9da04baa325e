"""Pure decisions that every face of the DMP shares."""
