"""A few words of LLVM that the loops are made of: whole planes in registers, 64 comparisons in one word.

Numba's own loops keep neither a plane in registers across operands nor pack comparisons into bits. Vectors
of LLVM's intermediate language do, on every processor that LLVM knows: it splits them into what there is.
Addresses are plain integers; whoever calls sees to it that they are good.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from onedoor.engine.matching.narrow import WORD

_I64, _I32 = ir.IntType(64), ir.IntType(32)
_LINE = 64


def folding(operation: str, words: int, *, streams: bool) -> Callable[..., Any]:
    """``fold(base, index, count, target, flip)``: all planes ``base[index[i]]`` of ``words`` words into one.

    ``operation`` is ``"and"`` or ``"or"``; the outcome is combined with ``flip`` by exclusive or. With
    ``streams`` the target, aligned to a cache line, is written past the caches: nothing reads it soon.
    """
    plane = ir.VectorType(_I64, words)
    neutral = ir.Constant(plane, [-1 if operation == "and" else 0] * words)

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        base, index, count, target, flip = given
        total = cgutils.alloca_once(builder, plane)
        builder.store(neutral, total)
        with cgutils.for_range(builder, count) as loop:
            four = ir.Constant(_I64, 4)
            place = builder.inttoptr(builder.add(index, builder.mul(loop.index, four)), _I32.as_pointer())
            offset = builder.mul(builder.zext(builder.load(place), _I64), ir.Constant(_I64, words * 8))
            operand = builder.load(builder.inttoptr(builder.add(base, offset), plane.as_pointer()), align=8)
            combine = builder.and_ if operation == "and" else builder.or_
            builder.store(combine(builder.load(total), operand), total)
        outcome = builder.xor(builder.load(total), _splat(builder, flip, plane))
        pointer = builder.inttoptr(target, plane.as_pointer())
        if streams:
            past = builder.module.add_metadata([ir.Constant(_I32, 1)])
            builder.store(outcome, pointer, align=_LINE).set_metadata("nontemporal", past)
        else:
            builder.store(outcome, pointer, align=8)
        return context.get_dummy_value()

    @intrinsic
    def fold(context: Any, base: Any, index: Any, count: Any, target: Any, flip: Any) -> Any:
        return types.void(*[types.int64] * 5), code

    return fold


def comparing(bits: int, relation: str) -> Callable[..., Any]:
    """``compare(address, low, high)``: a word of 64 comparisons of the numbers of ``bits`` bits that stand there.

    ``relation``: ``"at least"`` low, ``"equal"`` to low, ``"between"`` low and high inclusive, or ``"all set"``
    bits of low.
    """
    number = ir.IntType(bits)
    numbers = ir.VectorType(number, WORD)

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        address, low, high = given
        found = builder.load(builder.inttoptr(address, numbers.as_pointer()), align=1)

        def spread(value: Any) -> Any:
            return _splat(builder, builder.trunc(value, number) if bits < 64 else value, numbers)

        match relation:
            case "at least":
                truth = builder.icmp_signed(">=", found, spread(low))
            case "equal":
                truth = builder.icmp_signed("==", found, spread(low))
            case "between":
                above = builder.sub(found, spread(low))
                truth = builder.icmp_unsigned("<=", above, spread(builder.sub(high, low)))
            case _:
                wanted = spread(low)
                truth = builder.icmp_signed("==", builder.and_(found, wanted), wanted)
        return builder.bitcast(truth, _I64)

    @intrinsic
    def compare(context: Any, address: Any, low: Any, high: Any) -> Any:
        return types.uint64(types.int64, types.int64, types.int64), code

    return compare


@intrinsic
def word_at(context: Any, address: Any) -> Any:
    """The word that stands there."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.load(builder.inttoptr(given[0], _I64.as_pointer()), align=8)

    return types.uint64(types.int64), code


def _splat(builder: Any, value: Any, vector: Any) -> Any:
    undefined = ir.Constant(vector, ir.Undefined)
    first = builder.insert_element(undefined, value, ir.Constant(_I32, 0))
    zeros = ir.Constant(ir.VectorType(_I32, vector.count), [0] * vector.count)
    return builder.shuffle_vector(first, undefined, zeros)
