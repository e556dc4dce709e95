"""Constructs that begin with their own word, and the names of types (DMN 1.5, 10.3.1.2)."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.brackets import Brackets
from onedoor.engine.feel.reading import NEGATION
from onedoor.engine.feel.tokens import Kind
from onedoor.text import Text


class Constructs(Brackets):
    """``if``, ``for``, ``some``, ``every``, ``function``, literals by a word, and types."""

    def _negation(self) -> n.Node:
        start = self.advance()
        return n.Negation(self.expression(NEGATION), span=self.span(start))

    def _boolean(self) -> n.Node:
        value = self.token.mark == "true"
        return n.BooleanLiteral(value, span=self.span(self.advance()))

    def _null(self) -> n.Node:
        return n.NullLiteral(span=self.span(self.advance()))

    def _if(self) -> n.Node:
        start = self.advance()
        condition = self.expression()
        self.require("then")
        then = self.expression()
        self.require("else")
        return n.If(condition, then, self.expression(), span=self.span(start))

    def _for(self) -> n.Node:
        start = self.token.start
        with self.scope():
            iterations = self._iterations()
            self.names.add("partial")
            self.require("return")
            return n.For(iterations, self.expression(), span=self.span(start))

    def _quantified(self) -> n.Node:
        quantifier, start = n.Quantifier(self.token.mark), self.token.start
        with self.scope():
            iterations = self._iterations()
            self.require("satisfies")
            condition = self.expression()
        return n.Quantified(quantifier, iterations, condition, span=self.span(start))

    def _iterations(self) -> tuple[n.Iteration, ...]:
        iterations: list[n.Iteration] = []
        self.advance()  # the keyword before the first, a comma before the others
        while True:
            start = self.token.start
            name = self.label("in")
            self.require("in")
            source = self.expression()
            end = self.expression() if self.accept("..") else None
            self.names.add(name)
            iterations.append(n.Iteration(name, source, end, span=self.span(start)))
            if not self.accept(","):
                return tuple(iterations)

    def _function(self) -> n.Node:
        start = self.advance()
        self.require("(")
        parameters: list[str] = []
        types: list[n.TypeName | None] = []
        while not self.token.is_(")"):
            parameters.append(self.label(",", ")", ":"))
            types.append(self.type_name() if self.accept(":") else None)
            if not self.accept(","):
                break
        self.require(")")
        external = self.token.kind is Kind.NAME and self.token.text == "external"
        if external:
            self.advance()
        with self.scope():
            for parameter in parameters:
                self.names.add(parameter)
            body = self.expression()
        declared = tuple(types) if any(types) else ()
        return n.FunctionDefinition(tuple(parameters), body, declared, external, span=self.span(start))

    def type_name(self) -> n.TypeName:
        """``number``, ``list<number>``, ``context<a: number>``, ``function<number> -> string``."""
        self.deeper()
        start = self.token.start
        if self.token.kind not in (Kind.NAME, Kind.KEYWORD):
            raise self.error(Text(zh="类型名称", en="the name of a type"))
        name = self.word()
        while self.accept("."):
            name += f".{self.word()}"
        arguments: list[n.TypeName] = []
        labels: list[str] = []
        if self.accept("<"):
            while not self.token.is_(">"):
                if name == "context":
                    labels.append(self.label(":"))
                    self.require(":")
                arguments.append(self.type_name())
                if not self.accept(","):
                    break
            self.require(">")
        if name == "function" and self.accept("->"):
            arguments.append(self.type_name())
        self.nesting -= 1
        return n.TypeName(name, tuple(arguments), tuple(labels), span=self.span(start))
