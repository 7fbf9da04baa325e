"""Pure decisions of MSSanté: who may log in, where a mail goes, what a mail is worth."""
