"""The shipped flows (``<code>.bpmn``); ``flows.services.release_flow`` gives them meaning."""

from __future__ import annotations

from importlib.resources import files

CODES = ("benefit", "permit")


def model_xml(code: str) -> bytes:
    """The BPMN document of a shipped flow."""
    if code not in CODES:
        raise KeyError(code)
    return files(__name__).joinpath(f"{code}.bpmn").read_bytes()
