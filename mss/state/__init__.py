"""What persists of MSSanté: folders, mails, threads with citizens, what is due later."""
