"""Carry letters to a mail server by SMTP."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol
from urllib.parse import unquote, urlsplit

from app.core.settings import Settings
from app.mail.letters import Letter

SECONDS = 20
SUBMISSION = 587
TLS = 465


class MailRefused(Exception):
    """The server did not take the letter; ``final`` when trying again would not help."""

    def __init__(self, cause: str, *, final: bool) -> None:
        super().__init__(cause)
        self.final = final


class Postman(Protocol):
    """Whoever carries letters."""

    def send(self, letter: Letter) -> None:
        """Hand the letter to the mail server. Raises MailRefused."""
        ...


class SmtpPostman:
    """Carries letters to one mail server: smtp:// (with STARTTLS where offered) or smtps://."""

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        self.secure = parts.scheme == "smtps"
        self.host = parts.hostname or "localhost"
        self.port = parts.port or (TLS if self.secure else SUBMISSION)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.sender = sender

    def send(self, letter: Letter) -> None:
        """Hand the letter to the mail server. Raises MailRefused, final for a 5xx answer."""
        try:
            with self._connected() as server:
                server.send_message(_message(letter, self.sender))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise MailRefused(str(error), final=all(code >= 500 for code in codes)) from error  # noqa: PLR2004 -- RFC 5321: 5yz is for good
        except smtplib.SMTPNotSupportedError as error:  # an address in Hangul, and a server that knows none
            raise MailRefused(str(error), final=True) from error
        except smtplib.SMTPResponseException as error:
            raise MailRefused(str(error), final=error.smtp_code >= 500) from error  # noqa: PLR2004
        except (smtplib.SMTPException, OSError) as error:
            raise MailRefused(str(error), final=False) from error

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.secure:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
        if self.user:
            server.login(self.user, self.password)
        return server


def postman(settings: Settings) -> Postman | None:
    """Give whoever carries letters with these settings; None where no mail server is set."""
    return SmtpPostman(settings.smtp_url, settings.mail_from) if settings.smtp_url else None


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=sender.rsplit("@", 1)[-1].strip(">") or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = letter.language
    return message
