"""The command ``onedoor``: one entry point for everything that is not a page."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.catalogue_cli import app as catalogue_app
from onedoor.conf import env
from onedoor.errors import Conflict, OnedoorError
from onedoor.match_cli import app as match_app
from onedoor.rules_cli import app as rules_app
from onedoor.standards_cli import app as standards_app

if TYPE_CHECKING:
    from onedoor.bench.matching.report import Section
    from onedoor.bench.rules.report import Row

app = typer.Typer(
    help="Onedoor 一扇门", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
demo_app = typer.Typer(help="The demo: a city with 10,000 synthetic enterprises.", no_args_is_help=True)
audit_app = typer.Typer(help="The audit chain.", no_args_is_help=True)
bench_app = typer.Typer(help="Figures of this machine, as ratios.", no_args_is_help=True)
messages_app = typer.Typer(help="The English wording of the pages.", no_args_is_help=True)
token_app = typer.Typer(help="Tokens by which programs use the API.", no_args_is_help=True)
app.add_typer(demo_app, name="demo")
app.add_typer(audit_app, name="audit")
app.add_typer(bench_app, name="bench")
app.add_typer(messages_app, name="messages")
app.add_typer(token_app, name="token")
app.add_typer(rules_app, name="rules")
app.add_typer(match_app, name="match")
app.add_typer(standards_app, name="standards")
app.add_typer(catalogue_app, name="catalogue")


def main() -> None:
    """Run a command; a refusal is told in four lines and exits with 2, never as a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onedoor.conf.settings")
    try:
        app()
    except OnedoorError as refusal:
        for name, value in refusal.as_dict(env.language()).items():
            typer.echo(f"{name}: {value}", err=True)
        sys.exit(2)


def setup() -> None:
    """Django is ready afterwards; commands that need it say so, so that ``--help`` stays quick."""
    import django

    django.setup()


@app.command()
def migrate() -> None:
    """Bring the database to the tables that this version needs."""
    setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


@app.command()
def prepare(enterprises: Annotated[int, typer.Option(min=1, max=1_000_000)] = 10_000) -> None:
    """Wording, tables and demo in one go, for a quick start; what is there already is left as it is."""
    from onedoor.conf.messages import compile_messages

    compile_messages()
    migrate()
    from django.conf import settings

    if settings.DEMO:
        demo_load(enterprises=enterprises)


@app.command()
def static() -> None:
    """Collect style sheets, scripts and pictures for the web server."""
    setup()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


@app.command()
def check() -> None:
    """Whether the settings are fit to serve the public; exits with 1 and says what is not."""
    setup()
    from django.core.management import CommandError, call_command

    from onedoor.conf import checks  # noqa: F401
    from onedoor.demo.accounts import with_public_password

    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except CommandError as found:
        typer.echo(str(found), err=True)
        raise typer.Exit(1) from None
    if public := with_public_password():
        typer.echo(f"accounts with the public password of the demo: {', '.join(public)}", err=True)
        raise typer.Exit(1)


@app.command()
def web(
    host: str = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64)] = 2,
    threads: Annotated[int, typer.Option(min=1, max=64)] = 4,
) -> None:
    """Serve the pages and the API until stopped."""
    from onedoor.conf.server import serve

    serve(host=host, port=port, workers=workers, threads=threads)


@app.command()
def worker(once: Annotated[bool, typer.Option(help="Do what is due, then stop.")] = False) -> None:
    """Do background jobs and deliver the outbox until stopped."""
    setup()
    from onedoor.apps.jobs.worker import run_worker

    run_worker(owner=f"{os.uname().nodename}:{os.getpid()}", once=once)


@demo_app.command("load")
def demo_load(
    enterprises: Annotated[int, typer.Option(min=1, max=1_000_000)] = 10_000, seed: int = 20261123
) -> None:
    """Load the demo; does nothing where it is loaded already. Refused where the demo is switched off."""
    setup()
    from django.conf import settings

    if not settings.DEMO:
        raise Conflict("demo.off", found="ONEDOOR_DEMO=0", mend="the demo's passwords are public")
    from onedoor.demo.load import load_demo

    typer.echo(load_demo(enterprises=enterprises, seed=seed))


@demo_app.command("accounts")
def demo_accounts() -> None:
    """The demo accounts and what each can show; none where the demo is switched off."""
    if not env.flag("DEMO", True):
        return
    from onedoor.demo.accounts import ACCOUNTS, PASSWORD

    for account in ACCOUNTS:
        typer.echo(
            f"{account.username:<12} {PASSWORD:<16} {account.who.zh}（{account.office.zh}） {account.who.en}, {account.office.en}"
        )


@audit_app.command("verify")
def audit_verify() -> None:
    """Recompute every hash of the audit chain; exits with 1 and names the first broken link."""
    setup()
    from onedoor.apps.audit.queries import verify_chain
    from onedoor.apps.tenancy.models import Tenant

    broken = False
    for tenant in Tenant.objects.order_by("pk"):
        report = verify_chain(tenant.pk)
        typer.echo(f"{tenant.code}: {report}")
        broken = broken or not report.ok
    raise typer.Exit(1 if broken else 0)


@token_app.command("issue")
def token_issue(
    user: Annotated[str, typer.Option(help="The account that the program will act as.")],
    name: Annotated[str, typer.Option(help="What the token is for.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it is good for.")] = 90,
) -> None:
    """Print a new token, once: only its hash is kept."""
    setup()
    from onedoor.apps.parties.queries import account_named
    from onedoor.apps.parties.services.issue_api_token import issue_api_token
    from onedoor.apps.tenancy.actor import Actor

    account = account_named(user)
    token, secret = issue_api_token(
        actor=Actor.system(account.tenant_id or 0), user_id=account.pk, name=name, days=days
    )
    typer.echo(f"#{token.pk} {user} {token.expires_at:%Y-%m-%d}", err=True)
    typer.echo(secret)


@token_app.command("revoke")
def token_revoke(
    number: Annotated[int, typer.Argument(help="The number printed when it was issued.")],
) -> None:
    """From now on the token opens nothing."""
    setup()
    from onedoor.apps.parties.queries import tenant_of_token
    from onedoor.apps.parties.services.revoke_api_token import revoke_api_token
    from onedoor.apps.tenancy.actor import Actor

    token = revoke_api_token(actor=Actor.system(tenant_of_token(number)), token_id=number)
    typer.echo(f"#{token.pk} {token.revoked_at:%Y-%m-%d}")


@messages_app.command("compile")
def messages_compile() -> None:
    """Write the compiled translations beside their sources."""
    from onedoor.conf.messages import compile_messages

    for path in compile_messages():
        typer.echo(path.name)


@messages_app.command("sync")
def messages_sync() -> None:
    """Bring the English file in step with the pages; exits with 1 while something is not translated."""
    setup()
    from onedoor.conf.wording import sync_english

    number, untranslated = sync_english()
    typer.echo(f"{number} wordings, {untranslated} not translated")
    raise typer.Exit(1 if untranslated else 0)


@bench_app.command("measures")
def bench_measures(enterprises: int = 10_000, measures: int = 50) -> None:
    """All measures of the house against all enterprises, beside one pair at a time."""
    from onedoor.bench.measures import compare

    typer.echo(compare(enterprises, measures))


@bench_app.command("matching")
def bench_matching(
    *,
    subjects: Annotated[int, typer.Option(min=1_000, help="How many enterprises are drawn.")] = 1_000_000,
    rules: Annotated[int, typer.Option(min=10, max=100_000, help="How many policies are drawn.")] = 2_000,
    seed: Annotated[int, typer.Option(min=0)] = 7,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="In turns; the least of them counts.")] = 5,
    only: Annotated[
        list[str] | None, typer.Option(help="A section, or a contender of the batch; may be given again.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Every policy against every enterprise, beside what else is installed that could do it."""
    from onedoor.bench.matching.report import heading
    from onedoor.bench.matching.running import measured, setting

    def tell(section: Section) -> None:
        typer.echo("\n".join((*section.lines(), "")))

    def busy(what: str) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r\033[K{what}", err=True, nl=False)

    if as_json:
        report = measured(subjects, rules, seed=seed, rounds=rounds, only=only or ())
        typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
        return
    typer.echo("\n".join(heading(setting(subjects, rules, seed, rounds))))
    report = measured(subjects, rules, seed=seed, rounds=rounds, only=only or (), tell=tell, busy=busy)
    typer.echo("\n".join(report.closing()))


@bench_app.command("lifecycle")
def bench_lifecycle(cases: Annotated[int, typer.Option(min=1, max=100)] = 40) -> None:
    """Whole cases a second, on a city of its own."""
    from onedoor.bench.scratch import scratch_city

    with scratch_city():
        from onedoor.bench.lifecycle import lifecycles

        typer.echo(lifecycles(cases))


@bench_app.command("pages")
def bench_pages(rounds: Annotated[int, typer.Option(min=3, max=1000)] = 30) -> None:
    """The main pages, as multiples of the least one, on a city of its own."""
    from onedoor.bench.scratch import scratch_city

    with scratch_city():
        from onedoor.bench.pages import page_times

        typer.echo(page_times(rounds))


@bench_app.command("catalogue")
def bench_catalogue(
    items: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many are put in.")] = 100_000,
    rounds: Annotated[int, typer.Option(min=3, max=1000)] = 5,
) -> None:
    """The pages of a great catalogue: milliseconds and queries, on a city of its own."""
    from onedoor.bench.scratch import scratch_city

    def busy(what: str) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r\033[K{what}", err=True, nl=False)

    with scratch_city():
        from onedoor.bench.catalogue import page_figures

        typer.echo("\n".join(page_figures(items, rounds, busy)))


@bench_app.command("rules")
def bench_rules(
    policies: Annotated[int, typer.Option(min=1, max=100_000, help="How many are drawn.")] = 500,
    seconds: Annotated[float, typer.Option(min=0.01, max=60, help="Of the processor, for each figure.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Rules read, decided and explained, beside the other engines that are installed."""
    # Engines in Rust would otherwise spend most of a refusal on its backtrace; they ask once, when first imported.
    os.environ.setdefault("RUST_LIB_BACKTRACE", "0")
    from onedoor.bench.rules.report import heading
    from onedoor.bench.rules.running import measured

    def tell(row: Row) -> None:
        typer.echo("\n".join((*row.lines(), "")))

    if as_json:
        typer.echo(json.dumps(measured(policies, seconds).as_dict(), ensure_ascii=False, indent=1))
        return
    typer.echo("\n".join(heading(policies, seconds)))
    typer.echo("\n".join(measured(policies, seconds, tell=tell).closing()))


if __name__ == "__main__":
    main()
