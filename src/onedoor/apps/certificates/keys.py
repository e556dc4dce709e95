"""The key that documents are signed with, made once per installation, and its self-signed certificate."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from onedoor import clock
from onedoor.errors import Unavailable
from onedoor.text import Text

CURRENT = "signing.pem"
# Documents of a history that is loaded bear days before the key was made.
BACKDATED, LASTING = timedelta(days=3 * 365), timedelta(days=20 * 365)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A private key (PKCS #8, DER) and its certificate (X.509, DER)."""

    key: bytes
    certificate: bytes


def current_credentials(folder: Path) -> Credentials:
    """The key in ``signing.pem``, readable by its owner alone; made on the first call.

    Several processes may call it at once: all get the one key. ``Unavailable`` "signer.unavailable" where it
    can be neither read nor made.
    """
    path = folder / CURRENT
    try:
        if not path.exists():
            _publish(path, _new_pem())
        pem = path.read_bytes()
    except OSError as problem:
        raise Unavailable(
            "signer.unavailable",
            found=Text("签章密钥不可用", "the signing key is not available"),
            mend=Text("请管理员检查数据目录。", "The administrator should check the data directory."),
        ) from problem
    key = serialization.load_pem_private_key(pem, password=None)
    plain = serialization.NoEncryption()
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
    return Credentials(der, _der(x509.load_pem_x509_certificate(pem)))


def known_certificates(folder: Path) -> frozenset[bytes]:
    """The certificates (DER) in all ``*.pem`` of the folder: the current one and those of retired keys."""
    return frozenset(
        _der(certificate)
        for path in folder.glob("*.pem")
        for certificate in x509.load_pem_x509_certificates(path.read_bytes())
    )


def _publish(path: Path, pem: bytes) -> None:
    """The file appears whole or not at all, and whoever comes second leaves the first one's in place."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # made readable by the owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _new_pem() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Onedoor"),
            x509.NameAttribute(NameOID.COMMON_NAME, "Onedoor document signing"),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - BACKDATED)
        .not_valid_after(clock.now() + LASTING)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return secret + certificate.public_bytes(serialization.Encoding.PEM)


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
