"""A few words of LLVM that the loops are made of: whole planes in registers, 64 comparisons in one word.

Numba's own loops keep neither a plane in registers across operands nor pack comparisons into bits. Vectors
of LLVM's intermediate language do, on every processor that LLVM knows: it splits them into what there is.
Addresses are plain integers; whoever calls sees to it that they are good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    """``compare(address, low, high, target, words, adds)``: ``words`` words at ``target``, each of 64 comparisons
    of the numbers of ``bits`` bits that stand at ``address``.

    ``relation``: ``"at least"`` low, ``"equal"`` to low, ``"between"`` low and high inclusive, or ``"all set"``
    bits of low. With ``adds`` what is found is added to what stands there.
    """
    number = ir.IntType(bits)
    numbers = ir.VectorType(number, WORD)

    def truth(builder: Any, found: Any, low: Any, width: Any) -> Any:
        match relation:
            case "at least":
                return builder.icmp_signed(">=", found, low)
            case "equal":
                return builder.icmp_signed("==", found, low)
            case "between":
                return builder.icmp_unsigned("<=", builder.sub(found, low), width)
            case _:
                return builder.icmp_signed("==", builder.and_(found, low), low)

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        address, low, high, target, words, adds = given

        def spread(value: Any) -> Any:
            return _splat(builder, builder.trunc(value, number) if bits < 64 else value, numbers)

        least, width = spread(low), spread(builder.sub(high, low))
        keeps = builder.sub(ir.Constant(_I64, 0), adds)
        with cgutils.for_range(builder, words) as loop:
            place = builder.add(address, builder.mul(loop.index, ir.Constant(_I64, WORD * bits // 8)))
            found = builder.load(builder.inttoptr(place, numbers.as_pointer()), align=1)
            word = builder.bitcast(truth(builder, found, least, width), _I64)
            into = builder.inttoptr(
                builder.add(target, builder.mul(loop.index, ir.Constant(_I64, 8))), _I64.as_pointer()
            )
            before = builder.and_(builder.load(into, align=8), keeps)
            builder.store(builder.or_(word, before), into, align=8)
        return context.get_dummy_value()

    @intrinsic
    def compare(context: Any, address: Any, low: Any, high: Any, target: Any, words: Any, adds: Any) -> Any:
        return types.void(*[types.int64] * 6), code

    return compare


def finishing(words: int) -> Callable[..., Any]:
    """``finish(target, found, less, flip, known, absent, if_absent)``: what is ``found`` but not in ``less``, turned
    round by ``flip``, ``if_absent`` where absent, set where not known. All but ``flip`` and ``if_absent``, which
    are masks, are addresses of planes.
    """
    plane = ir.VectorType(_I64, words)

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        target, found, less, flip, known, absent, if_absent = given

        def at(address: Any) -> Any:
            return builder.load(builder.inttoptr(address, plane.as_pointer()), align=8)

        holds = builder.and_(at(found), builder.not_(at(less)))
        holds = builder.xor(holds, _splat(builder, flip, plane))
        gone = at(absent)
        holds = builder.and_(holds, builder.not_(gone))
        holds = builder.or_(holds, builder.and_(gone, _splat(builder, if_absent, plane)))
        holds = builder.or_(holds, builder.not_(at(known)))
        builder.store(holds, builder.inttoptr(target, plane.as_pointer()), align=8)
        return context.get_dummy_value()

    @intrinsic
    def finish(
        context: Any, target: Any, found: Any, less: Any, flip: Any, known: Any, absent: Any, if_absent: Any
    ) -> Any:
        return types.void(*[types.int64] * 7), code

    return finish


def copying(words: int) -> Callable[..., Any]:
    """``copy(target, source)``: one plane."""
    plane = ir.VectorType(_I64, words)

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        target, source = (builder.inttoptr(each, plane.as_pointer()) for each in given)
        builder.store(builder.load(source, align=8), target, align=8)
        return context.get_dummy_value()

    @intrinsic
    def copy(context: Any, target: Any, source: Any) -> Any:
        return types.void(types.int64, types.int64), code

    return copy


def merging(words: int) -> Callable[..., Any]:
    """``merge(target, source)``: what is set in the source is set in the target too."""
    plane = ir.VectorType(_I64, words)

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        target, source = (builder.inttoptr(each, plane.as_pointer()) for each in given)
        after = builder.or_(builder.load(target, align=8), builder.load(source, align=8))
        builder.store(after, target, align=8)
        return context.get_dummy_value()

    @intrinsic
    def merge(context: Any, target: Any, source: Any) -> Any:
        return types.void(types.int64, types.int64), code

    return merge


def clearing(words: int) -> Callable[..., Any]:
    """``clear(target, planes)``: so many planes in a row are empty."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        target, planes = given
        pointer = builder.inttoptr(target, ir.IntType(8).as_pointer())
        size = builder.mul(planes, ir.Constant(_I64, words * 8))
        cgutils.memset(builder, pointer, size, 0)
        return context.get_dummy_value()

    @intrinsic
    def clear(context: Any, target: Any, planes: Any) -> Any:
        return types.void(types.int64, types.int64), code

    return clear


def climbing(words: int) -> Callable[..., Any]:
    """``climb(scratch, ranks, stairs, base, known, absent)``: from who stands at each rank to who stands there or
    above, and who below.

    ``stairs`` are pairs of 32 bits: the places among the planes at ``base`` of both. Who is not known is in all
    of them, who is absent in none. All but ``ranks``, the highest, are addresses.
    """
    plane = ir.VectorType(_I64, words)

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        scratch, ranks, stairs, base, known, absent = given

        def at(address: Any, offset: Any) -> Any:
            return builder.inttoptr(builder.add(address, offset), plane.as_pointer())

        def put(rank: Any, which: int, value: Any) -> None:
            place = builder.add(stairs, builder.add(builder.mul(rank, eight), ir.Constant(_I64, 4 * which)))
            target = builder.zext(builder.load(builder.inttoptr(place, _I32.as_pointer()), align=4), _I64)
            builder.store(value, at(base, builder.mul(target, size)), align=8)

        size, one, eight = (ir.Constant(_I64, number) for number in (words * 8, 1, 8))
        nothing = ir.Constant(_I64, 0)
        is_known = builder.load(at(known, nothing), align=8)
        stands = builder.and_(is_known, builder.not_(builder.load(at(absent, nothing), align=8)))
        met = cgutils.alloca_once(builder, plane)

        def climb(rank: Any) -> Any:
            here = builder.and_(builder.load(at(scratch, builder.mul(rank, size)), align=8), stands)
            return builder.or_(builder.load(met), here)

        builder.store(builder.not_(is_known), met)
        with cgutils.for_range(builder, ranks) as loop:  # from the highest rank down to the first
            rank = builder.sub(ranks, loop.index)
            builder.store(climb(rank), met)
            put(rank, 0, builder.load(met))
        builder.store(builder.not_(is_known), met)
        with cgutils.for_range(builder, ranks) as loop:
            builder.store(climb(loop.index), met)
            put(builder.add(loop.index, one), 1, builder.load(met))
        return context.get_dummy_value()

    @intrinsic
    def climb(context: Any, scratch: Any, ranks: Any, stairs: Any, base: Any, known: Any, absent: Any) -> Any:
        return types.void(*[types.int64] * 6), code

    return climb


@intrinsic
def set_bit(context: Any, address: Any, bit: Any) -> Any:
    """One more bit in the word that stands there."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        pointer = builder.inttoptr(given[0], _I64.as_pointer())
        mask = builder.shl(ir.Constant(_I64, 1), given[1])
        builder.store(builder.or_(builder.load(pointer, align=8), mask), pointer, align=8)
        return context.get_dummy_value()

    return types.void(types.int64, types.int64), code


def _number_at(bits: int) -> Callable[..., Any]:
    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        pointer = builder.inttoptr(given[0], ir.IntType(bits).as_pointer())
        return builder.sext(builder.load(pointer, align=1), _I64)

    @intrinsic
    def number(context: Any, address: Any) -> Any:
        return types.int64(types.int64), code

    return number


number_at_8, number_at_16 = _number_at(8), _number_at(16)


def updating(bits: int, how: str) -> Callable[..., Any]:
    """``update(target, source, factor)``: 64 numbers of 64 bits at ``target`` changed by 64 of ``bits`` bits.

    ``how``: ``"set"`` to source times factor, ``"add"`` that, ``"multiply"`` by the source, or ``"turn"``, which
    changes the sign where the source is negative.
    """
    wide = ir.VectorType(_I64, WORD)
    given_as = ir.VectorType(ir.IntType(bits), WORD)

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        target, source, factor = given
        pointer = builder.inttoptr(target, wide.as_pointer())
        before = builder.load(pointer, align=8)
        found = builder.load(builder.inttoptr(source, given_as.as_pointer()), align=1)
        number = builder.sext(found, wide) if bits < 64 else found
        match how:
            case "set":
                after = builder.mul(number, _splat(builder, factor, wide))
            case "add":
                after = builder.add(before, builder.mul(number, _splat(builder, factor, wide)))
            case "multiply":
                after = builder.mul(before, number)
            case _:
                zero = ir.Constant(wide, [0] * WORD)
                is_negative = builder.icmp_signed("<", number, zero)
                after = builder.select(is_negative, builder.sub(zero, before), before)
        builder.store(after, pointer, align=8)
        return context.get_dummy_value()

    @intrinsic
    def update(context: Any, target: Any, source: Any, factor: Any) -> Any:
        return types.void(types.int64, types.int64, types.int64), code

    return update


@intrinsic
def word_at(context: Any, address: Any) -> Any:
    """The word that stands there."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.load(builder.inttoptr(given[0], _I64.as_pointer()), align=8)

    return types.uint64(types.int64), code


def ranking(bits: int) -> Callable[..., Any]:
    """``rank(source, edges, half, target)``: 64 ranks of 32 bits at ``target`` of 64 numbers of ``bits`` bits.

    ``edges`` are ascending numbers of 64 bits, a power of two of them; ``half`` is half as many. Eight searches go
    on side by side, and none branches.
    """
    lanes = 8
    wide, given_as = ir.VectorType(_I64, lanes), ir.VectorType(ir.IntType(bits), lanes)
    pointers, flags = ir.VectorType(_I64.as_pointer(), lanes), ir.VectorType(ir.IntType(1), lanes)
    ranks = ir.VectorType(_I32, lanes)
    gather_type = ir.FunctionType(wide, [pointers, _I32, flags, wide])

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        source, edges, half, target = given
        gather = cgutils.get_or_insert_function(
            builder.module, gather_type, f"llvm.masked.gather.v{lanes}i64.v{lanes}p0"
        )
        everywhere = ir.Constant(flags, [1] * lanes)
        step_at, place_at = cgutils.alloca_once(builder, _I64), cgutils.alloca_once(builder, wide)
        one = ir.Constant(_I64, 1)
        with cgutils.for_range(builder, ir.Constant(_I64, WORD // lanes)) as loop:
            offset = builder.mul(loop.index, ir.Constant(_I64, lanes * bits // 8))
            read = builder.load(builder.inttoptr(builder.add(source, offset), given_as.as_pointer()), align=1)
            units = builder.sext(read, wide) if bits < 64 else read
            builder.store(ir.Constant(wide, [0] * lanes), place_at)
            builder.store(half, step_at)
            with _while(builder, step_at):
                step, place = builder.load(step_at), builder.load(place_at)
                last = builder.add(place, _splat(builder, builder.sub(step, one), wide))
                eight = ir.Constant(wide, [8] * lanes)
                at = builder.add(builder.mul(last, eight), _splat(builder, edges, wide))
                where = builder.inttoptr(at, pointers)
                edge = builder.call(
                    gather, [where, ir.Constant(_I32, 8), everywhere, ir.Constant(wide, [0] * lanes)]
                )
                is_reached = builder.icmp_signed("<=", edge, units)
                nothing = ir.Constant(wide, [0] * lanes)
                more = builder.select(is_reached, _splat(builder, step, wide), nothing)
                builder.store(builder.add(place, more), place_at)
                builder.store(builder.lshr(step, one), step_at)
            into = builder.add(target, builder.mul(loop.index, ir.Constant(_I64, lanes * 4)))
            found = builder.trunc(builder.load(place_at), ranks)
            builder.store(found, builder.inttoptr(into, ranks.as_pointer()), align=4)
        return context.get_dummy_value()

    @intrinsic
    def rank(context: Any, source: Any, edges: Any, half: Any, target: Any) -> Any:
        return types.void(*[types.int64] * 4), code

    return rank


@contextmanager
def _while(builder: Any, step_at: Any) -> Iterator[None]:
    """As long as what stands there is not zero."""
    check, body, after = (builder.append_basic_block(name) for name in ("check", "body", "after"))
    builder.branch(check)
    builder.position_at_end(check)
    is_open = builder.icmp_unsigned("!=", builder.load(step_at), ir.Constant(_I64, 0))
    builder.cbranch(is_open, body, after)
    builder.position_at_end(body)
    yield
    builder.branch(check)
    builder.position_at_end(after)


def _counting(instruction: str) -> Callable[..., Any]:
    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        if instruction == "ctpop":
            return builder.ctpop(given[0])
        return builder.cttz(given[0], ir.Constant(ir.IntType(1), 0))

    @intrinsic
    def counting(context: Any, word: Any) -> Any:
        return types.uint64(types.uint64), code

    return counting


ones_in = _counting("ctpop")
trailing_zeros = _counting("cttz")


@intrinsic
def put_word(context: Any, address: Any, word: Any) -> Any:
    """The word stands there now."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        builder.store(given[1], builder.inttoptr(given[0], _I64.as_pointer()), align=8)
        return context.get_dummy_value()

    return types.void(types.int64, types.uint64), code


def _splat(builder: Any, value: Any, vector: Any) -> Any:
    undefined = ir.Constant(vector, ir.Undefined)
    first = builder.insert_element(undefined, value, ir.Constant(_I32, 0))
    zeros = ir.Constant(ir.VectorType(_I32, vector.count), [0] * vector.count)
    return builder.shuffle_vector(first, undefined, zeros)
