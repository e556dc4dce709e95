"""What docs/bundles.md says is what the code does."""

import re
from pathlib import Path

import onedoor
from onedoor.apps.catalogue.bundles import BundleDefinition, run_bundle_examples, savings
from onedoor.apps.catalogue.bundles.statistics import Savings
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.reference import bundles
from onedoor.reference.modelled import NAMES, modelled_item

PACKAGE = Path(onedoor.__file__).parent
DOCUMENT = (PACKAGE.parents[1] / "docs" / "bundles.md").read_text("utf-8")


def test_every_refusal_of_a_release_is_listed() -> None:
    folder = PACKAGE / "apps" / "catalogue"
    sources = [*(folder / "bundles").glob("*.py"), folder / "services" / "release_bundle.py"]
    codes = {code for path in sources for code in re.findall(r'"(bundle\.[a-z_]+)"', path.read_text("utf-8"))}
    # Refusals of other services; an action.
    codes -= {"bundle.unknown", "bundle.release", "bundle.released"}
    assert {code for code in codes if f"`{code}`" not in DOCUMENT} == set()


def test_the_figures_are_those_of_the_examples() -> None:
    shipped = [modelled_item(name) for name in NAMES]
    definitions = {item["code"]: ItemDefinition.read(item["content"]) for item in shipped}
    told = [line for line in DOCUMENT.splitlines() if " items) | " in line]
    counted = []
    for name in bundles.NAMES:
        bundle = BundleDefinition.read(bundles.shipped_bundle(name)["content"])
        for result in run_bundle_examples(bundle, definitions):
            counted.append(row(bundle, result.example.name.en, savings(bundle, result.selection)))
    assert len(told) == len(bundles.NAMES)
    assert [line for line in told if line not in counted] == []


def row(bundle: BundleDefinition, example: str, found: Savings) -> str:
    cells = [
        f"{getattr(found.before, name)} → {getattr(found.after, name)} (-{found.saved[name]} %)"
        for name in ("materials", "fields", "days")
    ]
    return f"| {bundle.name.zh}: {example} ({found.before.items} items) | {' | '.join(cells)} |"
