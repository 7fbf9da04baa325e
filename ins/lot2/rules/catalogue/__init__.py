"""Every rule of lot 2, with what it rests on: always assumed."""
