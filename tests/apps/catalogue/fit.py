"""An item that the linter lets through: what tests of its versions begin with."""

from typing import Any

BODY, BASIC = "12441500196720244T", "442199806003"
CODE = f"{BODY}3{BASIC}"
FIT: dict[str, Any] = {
    "name": {"zh": "热气球许可", "en": "Balloon permit"},
    "basis": "《通用航空飞行管制条例》第九条",
    "statutory_limit": {"n": 20, "unit": "working_day"},
    "promised_limit": {"n": 10, "unit": "working_day"},
    "objects": ["企业法人"],
    "record": {
        "link_way": "000-00000001",
        "supervise_way": "000-00000002",
        "limit_scene_explain": "现场核验飞行器",
        "transact_addr": "某路1号",
        "transact_time": "工作日 9:00—17:00",
    },
}
