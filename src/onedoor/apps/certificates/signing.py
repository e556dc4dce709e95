"""Signatures on documents: PAdES B-B with the key of this installation, and whether one still holds.

No third party stamps the time and the certificate is self-signed: what vouches for a document is the register
of certificates, not a reader's list of authorities.
"""

from __future__ import annotations

import io
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.registry import SimpleCertificateStore

from onedoor.apps.certificates import keys
from onedoor.apps.certificates.codes import mark

FIELD = "Onedoor"
# What the signature takes in the file; fixed, so that it need not be made twice to be measured.
RESERVED_BYTES = 8192


def sign(pdf: bytes, *, code: str, issuer: str, at: datetime) -> bytes:
    """The document with an invisible signature over every byte of it, said to be made at ``at``.

    The signature's dictionary carries the code in plain bytes, where ``codes.codes_in`` finds it.
    """
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=issuer,
        contact_info=mark(code),
    )
    signer = _SignerAt(meta, _signer(keys_folder()), at)
    # What is appended must not stand on the line of the end mark, which is a comment.
    ended = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    out: io.BytesIO = signer.sign_pdf(_Appender(io.BytesIO(ended)), bytes_reserved=RESERVED_BYTES)
    return out.getvalue()


def is_intact(pdf: bytes) -> bool:
    """Whether the file bears exactly one signature, of a key of ours, and it covers every byte."""
    return is_ours(signer_of(pdf))


def is_ours(certificate: bytes | None) -> bool:
    """Whether this installation has, or once had, the key of the certificate (DER)."""
    return certificate in keys.known_certificates(keys_folder())


def signer_of(pdf: bytes) -> bytes | None:
    """The certificate (DER) of the file's one signature, if that holds and covers every byte; whoever's it is."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        if len(signatures) != 1:
            return None
        found = signatures[0]
        found.compute_integrity_info(skip_diff=True)
        same, signed = validate_sig_integrity(
            found.signer_info, found.signer_cert, "data", found.compute_digest()
        )
    except (PdfError, ValueError, KeyError, TypeError):
        return None
    if not (same and signed) or found.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return None
    certificate: bytes = found.signer_cert.dump()
    return certificate


def keys_folder() -> Path:
    return Path(settings.DATA) / "keys"


class _SignerAt(PdfSigner):
    """Signs at a moment it is told, where the library would ask the machine for the time."""

    def __init__(self, meta: PdfSignatureMetadata, signer: SimpleSigner, at: datetime) -> None:
        super().__init__(meta, signer)
        self._at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self._at
        return session


class _Appender(IncrementalPdfFileWriter):
    """Appends the signature and leaves the metadata as printed: PDF/A wants both copies of it to agree."""

    def _update_meta(self) -> None:
        """The library would write its own name and the machine's time here."""


@cache
def _signer(folder: Path) -> SimpleSigner:
    credentials = keys.current_credentials(folder)
    return SimpleSigner(
        signing_cert=next(load_certs_from_pemder_data(credentials.certificate)),
        signing_key=load_private_key_from_pemder_data(credentials.key, passphrase=None),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
