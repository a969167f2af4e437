"""Letters on their way: written in the receiver's language, carried by a postman.

``letter(...)`` writes one from ``templates/mail/<name>.txt`` and ``.html``; ``postman(settings)`` gives the
:class:`Postman` who carries it, or None where no mail server is set. Jobs send; requests never wait for a server.
"""

from app.mail.letters import Letter, letter
from app.mail.post import MailRefused, Postman, SmtpPostman, postman

__all__ = ["Letter", "MailRefused", "Postman", "SmtpPostman", "letter", "postman"]
