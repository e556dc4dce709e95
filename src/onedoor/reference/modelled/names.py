"""The items modelled whole, by the matter they belong to."""

from __future__ import annotations

ENTERPRISES = (
    "hr-service-permit",
    "stability-refund",
    "company-registration",
    "food-permit",
    "public-place-hygiene",
    "planning-permit",
    "construction-permit",
    "road-freight",
)
NEWBORN = (
    "birth-certificate",
    "vaccination-card",
    "birth-registration",
    "resident-medical-insurance",
    "social-security-card",
    "birth-cost",
    "maternity-allowance",
)
START_UP = (
    "seal-making",
    "tax-registration",
    "social-insurance-registration",
    "housing-fund-registration",
    "bank-appointment",
)
RESTAURANT = (
    "shop-sign",
    "fire-safety-check",
    "drainage-permit",
)
CONSTRUCTION = (
    "project-filing",
    "land-planning-permit",
    "drawing-review",
    "fire-design-review",
    "planning-verification",
    "fire-acceptance",
    "archive-acceptance",
    "completion-filing",
    "eia-approval",
    "soil-conservation",
    "utilities-connection",
    "road-occupation",
)

NAMES = ENTERPRISES + NEWBORN + START_UP + RESTAURANT + CONSTRUCTION
