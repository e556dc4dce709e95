"""What the user names: where to serve, and which database. Wrong ones are told before anything is set up."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from bootstrap.refusal import Refusal

FORMS = "Write it as postgres://user:password@host:port/name or sqlite:///absolute/path."
POSTGRES_PORT = 5432


def check_port(host: str, port: int) -> None:
    """Whether the web server will be able to listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except PermissionError:
            raise Refusal(f"Port {port} needs more rights.", "Choose one above 1023: --port 8000") from None
        except OSError as error:
            if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                raise Refusal(
                    f"{host} is no address of this machine.", "Choose one: --host 127.0.0.1"
                ) from None
            mend = f"Choose another: python3 run.py up --port {port + 1 if port < 65535 else 8000}"
            raise Refusal(f"Port {port} on {host} is not free: {error.strerror}.", mend) from None


def check_database(url: str) -> None:
    """Whether the address has a form that is understood, and something answers at it. The password is never shown."""
    try:
        parts = urlsplit(url)
        port = parts.port or POSTGRES_PORT
    except ValueError as error:
        raise Refusal(f"The database address cannot be read: {error}.", FORMS) from None
    if parts.scheme == "sqlite":
        if not parts.path.startswith("/"):
            raise Refusal("The database address names no file.", FORMS)
        return
    if parts.scheme not in {"postgres", "postgresql"}:
        scheme = f"{parts.scheme}://…" if parts.scheme and "://" in url else "has no scheme"
        raise Refusal(f"The database address is not understood: {scheme}.", FORMS)
    host = parse_qs(parts.query).get("host", [unquote(parts.hostname or "")])[0]
    if not _answers(host, port):
        raise Refusal(
            f"No PostgreSQL answers at {host or 'the local socket'}, port {port}.",
            "Start it, or correct the address. Without --database-url the embedded SQLite is used.",
        )


def served_names(host: str) -> list[str]:
    """The host names under which pages answer; others are refused, as a forged Host header would be."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if is_wildcard(host):
        own = socket.gethostname()
        names.append(own)
        with contextlib.suppress(OSError):
            names += sorted({str(entry[4][0]) for entry in socket.getaddrinfo(own, None, socket.AF_INET)})
    else:
        names.append(bracketed(host))
    return list(dict.fromkeys(names))


def is_wildcard(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def reachable(host: str) -> str:
    """An address that this machine itself can open."""
    if is_wildcard(host):
        return "::1" if ":" in host else "127.0.0.1"
    return host


def _answers(host: str, port: int) -> bool:
    if not host or host.startswith("/"):
        folders = [Path(host)] if host else [Path("/var/run/postgresql"), Path("/tmp")]  # noqa: S108
        return any((folder / f".s.PGSQL.{port}").exists() for folder in folders)
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError:
        return False
    return True
