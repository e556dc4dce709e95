"""How long the main pages take to make, beside the least page there is."""

from __future__ import annotations

import statistics
import time

from django.contrib.auth import get_user_model
from django.test import Client

PAGES = {
    "": ("/", "/items/", "/items/?q=职业中介"),
    "enterprise": ("/portal/policies/", "/portal/policies/hnte-2016/", "/portal/cases/"),
    "hrss": ("/desk/tasks/", "/desk/cases/"),
    "supervisor": ("/watch/", "/watch/cases/"),
}
YARDSTICK = "/health/"


def page_times(rounds: int) -> str:
    """Each page's median over ``rounds`` as a multiple of ``/health/``'s, database and templates included."""
    least = _median(Client(HTTP_HOST="127.0.0.1"), YARDSTICK, rounds)
    lines = [f"pages: median of {rounds}, as multiples of {YARDSTICK} ({least * 1000:.1f} ms)"]
    for account, paths in PAGES.items():
        client = Client(HTTP_HOST="127.0.0.1")
        if account:
            client.force_login(
                get_user_model().objects.get(username=account), "django.contrib.auth.backends.ModelBackend"
            )
        for path in paths:
            taken = _median(client, path, rounds)
            lines.append(f"  {path:<32} {taken / least:6.1f} x  {taken * 1000:6.1f} ms")
    return "\n".join(lines)


def _median(client: Client, path: str, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        answer = client.get(path)
        taken.append(time.perf_counter() - started)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return statistics.median(taken)
