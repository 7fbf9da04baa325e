"""What the simulator answers, as frozen values. Keys this client does not know are left aside."""
