package io.samcp.simulator.parse;

import io.samcp.simulator.ast.ClusterShape;
import io.samcp.simulator.ast.Function;
import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.Position;
import io.samcp.simulator.ast.Prototype;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.ast.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the body of one function. Names declared in a nested block are renamed, so that the result has one flat set of names. */
final class BodyParser {

    private final TokenReader in;
    private final Map<String, PtxType> registers = new LinkedHashMap<>();
    private final List<Variable> variables = new ArrayList<>();
    private final List<Instruction> body = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<String, List<String>> branchTargets = new HashMap<>();
    private final Map<String, Prototype> prototypes = new HashMap<>();
    private final Deque<Map<String, String>> scopes = new ArrayDeque<>();
    private int blocks;

    BodyParser(TokenReader in) {
        this.in = in;
    }

    Function function(boolean entry, String name, List<Variable> returns, List<Variable> parameters, int maxThreads,
            ClusterShape cluster, Position position) {
        return new Function(entry, name, returns, parameters, Map.copyOf(registers), List.copyOf(variables), List.copyOf(body),
                Map.copyOf(labels), Map.copyOf(branchTargets), Map.copyOf(prototypes), maxThreads, cluster, position);
    }

    void block() {
        in.expect("{");
        scopes.push(new HashMap<>());
        final int number = blocks++;
        in.labelsOfBlock().forEach(label -> declare(label, number));
        while (!in.accept("}")) {
            final int start = in.mark();
            try {
                statement(number);
            } catch (PtxSyntaxException e) {
                in.skipStatement(start, false, e);
            }
        }
        scopes.pop();
    }

    private void statement(int block) {
        final Token token = in.peek();
        switch (token.text()) {
            case "{" -> block();
            case ";" -> in.next();
            case ".reg" -> registers(block);
            case ".shared", ".local", ".param" ->
                Declarations.variables(in).forEach(v -> variables.add(renamed(v, declare(v.name(), block))));
            case ".loc", ".file" -> in.skipLineOf(token);
            case ".pragma" -> in.skipThrough(";");
            default -> {
                if (token.kind() == Token.Kind.WORD && in.peek(1).is(":")) {
                    label(token);
                } else {
                    instruction();
                }
            }
        }
    }

    private void label(Token token) {
        in.next();
        in.next();
        if (in.accept(".branchtargets")) {
            branchTargets.put(resolve(token.text()), names().stream().map(this::resolve).toList());
        } else if (in.accept(".calltargets")) {
            prototypes.put(resolve(token.text()), new Prototype(List.of(), List.of(), names()));
        } else if (in.accept(".callprototype")) {
            final List<Variable> returns = Declarations.parameters(in);
            in.word("_");
            prototypes.put(resolve(token.text()), new Prototype(returns, Declarations.parameters(in), null));
            in.skipThrough(";");
        } else if (labels.putIfAbsent(resolve(token.text()), body.size()) != null) {
            throw in.fail(token, "label '" + token.text() + "' stands twice");
        }
    }

    private List<String> names() {
        final List<String> names = new ArrayList<>();
        do {
            names.add(in.word("a name"));
        } while (in.accept(","));
        in.expect(";");
        return names;
    }

    private void registers(int block) {
        in.next();
        final Token typeToken = in.next();
        final PtxType type = PtxParser.type(in, typeToken);
        do {
            final String name = in.word("a register name");
            if (in.accept("<")) {
                final long count = in.integer();
                in.expect(">");
                for (long i = 0; i < count; i++) {
                    registers.put(declare(name + i, block), type);
                }
            } else {
                registers.put(declare(name, block), type);
            }
        } while (in.accept(","));
        in.expect(";");
    }

    private String declare(String name, int block) {
        if (scopes.element().containsKey(name)) {
            throw in.fail(in.last(), "'" + name + "' is declared twice");
        }
        final String unique = block == 0 ? name : name + "@" + block;
        scopes.element().put(name, unique);
        return unique;
    }

    private String resolve(String name) {
        for (final Map<String, String> scope : scopes) {
            final String unique = scope.get(name);
            if (unique != null) {
                return unique;
            }
        }
        return name;
    }

    private void instruction() {
        final Token first = in.peek();
        String guard = "";
        boolean negated = false;
        if (in.accept("@")) {
            negated = in.accept("!");
            guard = resolve(in.word("a predicate"));
        }
        final String mnemonic = in.word("an instruction");
        final List<String> parts = Arrays.asList(mnemonic.split("\\.", -1));
        final List<Operand> operands = new ArrayList<>();
        try {
            while (!in.accept(";")) {
                operands.add(operand());
                if (!in.peek().is(";")) {
                    in.expect(",");
                }
            }
        } catch (PtxSyntaxException e) {
            throw in.within(mnemonic, e);
        }
        body.add(new Instruction(first.position(), guard, negated, parts.getFirst(), List.copyOf(parts.subList(1, parts.size())),
                List.copyOf(operands)));
    }

    private Operand operand() {
        final Token token = in.peek();
        switch (token.text()) {
            case "[" -> {
                return address();
            }
            case "{" -> {
                return new Operand.Vector(list("{", "}"));
            }
            case "(" -> {
                return new Operand.Group(list("(", ")"));
            }
            case "!" -> {
                in.next();
                return new Operand.Not(operand());
            }
            case "-", "+" -> {
                in.next();
                return signed(token);
            }
            default -> {
                // a name or a number
            }
        }
        if (token.kind() == Token.Kind.NUMBER) {
            return in.number(in.next());
        }
        final String name = resolve(in.word("an operand"));
        if (in.accept("|")) {
            return new Operand.Pair(new Operand.Name(name), operand());
        }
        if (in.peek().is("+")) {
            in.next();
            return new Operand.Address(name, in.integer());
        }
        return new Operand.Name(name);
    }

    private Operand signed(Token sign) {
        final boolean negative = sign.is("-");
        return switch (in.number(in.next())) {
            case Operand.Int(long value) -> new Operand.Int(negative ? -value : value);
            case Operand.Real(double value, int bits) -> new Operand.Real(negative ? -value : value, bits);
            default -> throw in.fail(sign, "expected a number");
        };
    }

    private List<Operand> list(String open, String close) {
        in.expect(open);
        return elements(close);
    }

    private List<Operand> elements(String close) {
        final List<Operand> elements = new ArrayList<>();
        while (!in.accept(close)) {
            elements.add(operand());
            if (!in.peek().is(close)) {
                in.expect(",");
            }
        }
        return List.copyOf(elements);
    }

    private Operand address() {
        in.expect("[");
        String base = "";
        long offset = 0;
        if (in.peek().kind() == Token.Kind.WORD) {
            base = resolve(in.word("an address"));
        } else {
            offset = in.integer();
        }
        while (in.peek().is("+") || in.peek().is("-")) {
            in.accept("+");
            offset += in.integer();
        }
        final Operand.Address address = new Operand.Address(base, offset);
        if (in.accept(",")) {
            final List<Operand> all = new ArrayList<>(List.of(address));
            all.addAll(elements("]"));
            return new Operand.Group(List.copyOf(all)); // as textures and tensors have it
        }
        in.expect("]");
        return address;
    }

    private static Variable renamed(Variable v, String name) {
        return new Variable(v.space(), v.type(), name, v.align(), v.elements(), v.initial(), v.position());
    }
}
