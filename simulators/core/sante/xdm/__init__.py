"""IHE XDM archives, as MSSanté mails carry them (mss.md §2.4): read with suspicion, written strictly."""
