"""The commands ``onedoor standards``: code lists, identifiers and working days from the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from onedoor import clock
from onedoor.conf import env
from onedoor.engine.calendars import Due, Limit, Suspension, Unit, WorkingCalendar
from onedoor.engine.identifiers import IDENTIFIER_KINDS, Checked
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

app = typer.Typer(help="Code lists, identifiers, working days.", no_args_is_help=True)
WEEKDAYS = tuple(
    Text(f"周{zh}", en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
_PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})?")


def _ready() -> None:
    import django

    django.setup()


def _say(words: Text) -> None:
    typer.echo(words.in_(env.language()))


@app.command()
def load(
    file: Annotated[
        Path | None, typer.Option("--list", help="A CSV or JSON of an agency's own, in the place of a list.")
    ] = None,
    slug: Annotated[str, typer.Option("--as", help="Which list; without it the file is named so.")] = "",
    edition: Annotated[str, typer.Option(help="Which edition the file is.")] = "",
    source: Annotated[str, typer.Option(help="Where the file is from.")] = "",
    *,
    over_own: Annotated[
        bool, typer.Option("--over-own", help="Take what ships, also where a list of one's own stands.")
    ] = False,
) -> None:
    """Load everything that ships, or (--list) one list of one's own; what is there already is left as it is."""
    _ready()
    if file is not None:
        _load_own(file, slug or file.stem, edition, source)
        return
    from onedoor.apps.standards.services.load_reference import load_reference

    load_reference(over_own=over_own, tell=lambda part, number: typer.echo(f"{part:<20} {number:>7,}"))


def _load_own(file: Path, slug: str, edition: str, source: str) -> None:
    from onedoor.apps.standards.codefiles import WrongRows, described, read_code_file
    from onedoor.apps.standards.services.replace_code_list import replace_code_list
    from onedoor.apps.tenancy.actor import Actor

    if not file.is_file():
        raise NotFound("codes.file", found=str(file), expected="CSV / JSON")
    try:
        read = read_code_file(file.name, file.read_bytes())
    except WrongRows as refusal:
        for line in described(refusal.problems, env.language()):
            typer.echo(line, err=True)
        raise
    version = replace_code_list(
        actor=Actor.system(0),
        slug=slug,
        file=read,
        edition=edition or str(read.head.get("edition") or f"{clock.today():%Y-%m-%d}"),
        source=source or str(read.head.get("source") or file.name),
    )
    typer.echo(f"{slug:<20} {version.size:>7,}  v{version.number} {version.edition}")


@app.command()
def check(
    kind: Annotated[str, typer.Argument(help=f"{', '.join(IDENTIFIER_KINDS)}, or the name of a code list.")],
    value: Annotated[str, typer.Argument(help="The identifier, or the code.")],
    on: Annotated[str, typer.Option(help="For a code: the day on which it was used; today without it.")] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print both languages as JSON.")] = False,
) -> None:
    """Tell whether an identifier or a code is valid and why not; exits with 1 when it is not."""
    if kind in IDENTIFIER_KINDS:
        checked = IDENTIFIER_KINDS[kind].check(value)
        told = _told_of_identifier(kind, checked)
    else:
        told = _told_of_code(kind, value.strip(), _day(on) if on else clock.today())
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(told)
    raise typer.Exit(0 if told["valid"] else 1)


def _print(told: Mapping[str, Any]) -> None:
    language = env.language()
    verdict = Text("有效", "valid") if told["valid"] else Text("无效", "not valid")
    typer.echo(f"{told['value']}  {Text.of(told['kind']).in_(language)}  {verdict.in_(language)}")
    for reason in told["reasons"]:
        typer.echo(f"  {Text.of(reason).in_(language)}")
    for name, part in told["parts"].items():
        typer.echo(f"  {name}: {part}")


def _told_of_identifier(kind: str, checked: Checked) -> dict[str, Any]:
    from onedoor.reference.regions import ever_a_region

    reasons = [problem.message for problem in checked.problems]
    region = checked.parts.get("region", "") if IDENTIFIER_KINDS[kind].has_region else ""
    # Numbers outlive regions: one that never was is odd, one that is no more is usual.
    if region and not ever_a_region(region) and not region.startswith("83"):
        reasons.append(
            Text(
                f"提示：{region}不是现有或曾有的区划代码。",
                f"Note: {region} is and was no code of GB/T 2260.",
            )
        )
    return {
        "value": checked.value,
        "kind": IDENTIFIER_KINDS[kind].label.as_dict(),
        "valid": checked.ok,
        "reasons": [reason.as_dict() for reason in reasons],
        "parts": dict(checked.parts),
    }


def _told_of_code(slug: str, code: str, day: date) -> dict[str, Any]:
    _ready()
    from onedoor.apps.standards.models import Code, CodeList
    from onedoor.apps.standards.queries import code_on, successors

    code_list = CodeList.objects.filter(slug=slug).first()
    if code_list is None:
        known = [*IDENTIFIER_KINDS, *CodeList.objects.order_by("slug").values_list("slug", flat=True)]
        raise NotFound(
            "codes.list",
            found=slug,
            expected=", ".join(known),
            mend=Text("先运行 onedoor standards load", "run onedoor standards load first"),
        )
    rows = list(Code.objects.current(slug).filter(code=code).order_by("pk"))
    reasons = [Text(f"{row.label.zh}：{_span(row).zh}", f"{row.label.en}: {_span(row).en}") for row in rows]
    if not rows:
        reasons = [Text("这个代码集从未有过这个代码。", "The list never had this code.")]
    elif later := successors(code, day, slug):
        now = [f"{each.code} {each.name}" for each in later]
        reasons.append(Text(f"{day}由{'、'.join(now)}接续", f"on {day} succeeded by {', '.join(now)}"))
    return {
        "value": code,
        "kind": code_list.label.as_dict(),
        "valid": code_on(code, day, slug) is not None,
        "reasons": [reason.as_dict() for reason in reasons],
        "parts": {},
    }


def _span(row: Any) -> Text:
    begin, end = row.valid_from, row.valid_to
    if begin is None and end is None:
        return Text("一直有效", "always valid")
    return Text(f"{begin or '最早'} 至 {end or '今'}", f"{begin or 'the beginning'} to {end or 'now'}")


@app.command()
def days(
    start: Annotated[str, typer.Argument(help="The day from which the limit runs, itself not counted.")],
    number: Annotated[int, typer.Argument(min=0, help="How many.")],
    *,
    unit: Annotated[Unit, typer.Option(help="Of what.")] = Unit.WORKING_DAY,
    region: Annotated[
        str, typer.Option(help="GB/T 2260: with the days that it and those above closed.")
    ] = "",
    suspend: Annotated[
        list[str] | None, typer.Option(help="A special procedure, as 2026-03-10..2026-03-24 (open: no end).")
    ] = None,
) -> None:
    """List every day up to the due day, which of them count, and why the others do not; exits with 1 when it is provisional."""
    _ready()
    from onedoor.apps.standards.queries import region_name, working_calendar
    from onedoor.engine.calendars import due_date, listed_days

    if unit is Unit.HOUR:
        raise Invalid("limit.unit", found=str(unit), expected=Text("以日计的期限", "a limit in days"))
    begin = _day(start)
    if region:
        _say(region_name(region))
    calendar: WorkingCalendar = working_calendar(region or None)
    pauses = [_period(text) for text in suspend or ()]
    due = due_date(begin, Limit(number, unit), calendar, pauses)
    for listed in listed_days(begin, due, calendar, pauses):
        counted = f"{listed.number:>4}" if listed.number else "   ·"
        weekday = WEEKDAYS[listed.day.weekday()].in_(env.language())
        typer.echo(f"{counted}  {listed.day}  {weekday}  {listed.why.in_(env.language())}")
    _say(_ends(due))
    raise typer.Exit(1 if due.provisional else 0)


def _ends(due: Due) -> Text:
    if due.on is not None:
        return Text(f"期满日：{due.on}", f"due: {due.on}")
    because = due.because or Text("", "")
    return Text(f"暂定，无法确定期满日：{because.zh}", f"provisional, no due day yet: {because.en}")


@app.command()
def publish(
    file: Annotated[
        Path, typer.Argument(help="A notice as JSON: year, document, off and on (day: holiday).")
    ],
    tenant: Annotated[str, typer.Option(help="The government that enters it; the only one without it.")] = "",
) -> None:
    """Enter a year's holidays and make-up days; provisional deadlines are counted anew."""
    _ready()
    from onedoor.apps.standards.services.publish_calendar_year import publish_calendar_year
    from onedoor.apps.tenancy.actor import Actor
    from onedoor.apps.tenancy.queries import all_tenants

    expected = Text("年份、文号、放假日、调休日", "year, document, off, on")
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        year, document = int(read["year"]), str(read["document"])
        off, on = (
            {date.fromisoformat(day): str(name) for day, name in read[key].items()} for key in ("off", "on")
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid("calendar.file", found=f"{file}: {error}", expected=expected) from None
    governments = [each for each in all_tenants() if tenant in ("", each.code)]
    if len(governments) != 1:
        codes = ", ".join(each.code for each in all_tenants())
        raise NotFound("tenant.unknown", found=tenant or None, expected=codes or None, where="--tenant")
    entered = publish_calendar_year(
        actor=Actor.system(governments[0].pk), year=year, off=off, on=on, document=document
    )
    typer.echo(f"{entered.year}: {len(off)} off, {len(on)} on  {entered.document}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(
            "day", found=text, expected=Text("日期，如2026-03-02", "a date such as 2026-03-02")
        ) from None


def _period(text: str) -> Suspension:
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise Invalid("suspension", found=text, expected="2026-03-10..2026-03-24")
    return Suspension(_day(match[1]), _day(match[2]) if match[2] else None)
