"""A comparison settled where it stands, the others of its node written out beside it."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.whatif.comparisons import Compared


def settled(host: n.Node, compared: Compared, answer: n.Node) -> n.Node:
    """The host with one of its comparisons settled, the others written out beside it."""
    step = compared.right_at
    match host:
        case n.Between():
            sides = {
                ("low",): n.Comparison(n.Operator.GREATER_OR_EQUAL, host.value, host.low),
                ("high",): n.Comparison(n.Operator.LESS_OR_EQUAL, host.value, host.high),
            }
            return n.And(tuple(answer if at == step else side for at, side in sides.items()))
        case n.In(value=value, tests=tests):
            parts: list[n.Node] = []
            for position, test in enumerate(tests):
                if position != step[1]:
                    parts.append(n.In(value, (test,)))
                elif isinstance(test, n.RangeLiteral):
                    parts.append(_range_settled(value, test, str(step[2]), answer))
                else:
                    parts.append(answer)
            return parts[0] if len(parts) == 1 else n.Or(tuple(parts))
    return answer


def _range_settled(value: n.Node, interval: n.RangeLiteral, end: str, answer: n.Node) -> n.Node:
    sides: list[n.Node] = []
    if interval.low is not None:
        above = n.Operator.GREATER_OR_EQUAL if interval.low_closed else n.Operator.GREATER
        sides.append(answer if end == "low" else n.Comparison(above, value, interval.low))
    if interval.high is not None:
        below = n.Operator.LESS_OR_EQUAL if interval.high_closed else n.Operator.LESS
        sides.append(answer if end == "high" else n.Comparison(below, value, interval.high))
    return sides[0] if len(sides) == 1 else n.And(tuple(sides))
