"""The rules of Pro Santé Connect, with what each rests on."""
