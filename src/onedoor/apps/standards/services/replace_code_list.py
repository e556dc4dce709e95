"""An agency's own list takes the place of the one there was."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.standards.codefiles import CodeFile
from onedoor.apps.standards.codes import hash_of, put_version
from onedoor.apps.standards.enums import Origin
from onedoor.apps.standards.models import CodeList, CodeListVersion
from onedoor.apps.standards.perms import require_house
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import all_tenants
from onedoor.errors import Invalid
from onedoor.text import Text

LONGEST_EDITION, LONGEST_SOURCE = 40, 300


def replace_code_list(
    *,
    actor: Actor,
    slug: str,
    file: CodeFile,
    edition: str,
    source: str,
    valid_from: date | None = None,
) -> CodeListVersion:
    """The list has the file's codes and no others from now on; the version before is kept, no longer current.

    A slug that is not there yet begins a new list, which has to have a ``name`` in the file's head or is called by its slug.
    The same codes of the same edition again change nothing. Code lists are the same for every tenant, so every tenant's
    audit tells of it, and only the operator may do it.
    """
    require_house(actor, "codes.replace")
    edition, source = edition.strip(), source.strip()
    if not 1 <= len(edition) <= LONGEST_EDITION or not 1 <= len(source) <= LONGEST_SOURCE:
        raise Invalid(
            "codes.edition",
            found=edition or source or None,
            expected=Text("版次和来源都要写明", "an edition and a source"),
            where=slug,
        )
    content = hash_of(file.entries, edition)
    with transaction.atomic():
        code_list = _put_list(slug, file)
        current = code_list.versions.filter(is_current=True).first()
        if current is not None and current.content_hash == content and current.origin == Origin.OWN:
            return current
        version = put_version(
            code_list,
            file.entries,
            edition=edition,
            valid_from=valid_from or clock.today(),
            source=source,
            origin=Origin.OWN,
            content=content,
        )
        for tenant in all_tenants():
            record_event(
                actor=Actor.system(tenant.pk),
                action="codes.replaced",
                subject=tenant,
                data={"list": slug, "number": version.number, "size": version.size, "hash": content},
            )
    return version


def _put_list(slug: str, file: CodeFile) -> CodeList:
    known = CodeList.objects.select_for_update().filter(slug=slug).first()
    if known is not None and not file.head:
        return known
    name = Text.of(file.head.get("name") or (known.label if known else slug))
    coverage = Text.of(file.head.get("coverage") or (known.covers if known else ""))
    code_list = known or CodeList(slug=slug)
    code_list.name, code_list.name_en = name.zh[:100], name.en[:120]
    code_list.coverage, code_list.coverage_en = coverage.zh, coverage.en
    code_list.standard = str(file.head.get("standard") or code_list.standard)[:60]
    code_list.full_clean(exclude=["decision"])
    code_list.save()
    return code_list
