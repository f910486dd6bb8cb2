package io.samcp.simulator.parse;

import io.samcp.simulator.ast.Initial;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.ast.Variable;
import java.util.ArrayList;
import java.util.List;

/** Reads variable declarations. */
final class Declarations {

    private Declarations() {}

    /** {@code .shared .align 16 .f32 a[64], b;} and the like, in any state space. */
    static List<Variable> variables(TokenReader in) {
        final String space = in.next().text().substring(1);
        final List<Variable> variables = new ArrayList<>();
        int align = 0;
        PtxType type = null;
        while (in.peek().text().startsWith(".")) {
            final Token token = in.next();
            if (token.is(".align")) {
                align = Math.toIntExact(in.integer());
            } else if (token.is(".attribute")) {
                in.skipThrough(")");
            } else {
                type = PtxParser.type(in, token);
            }
        }
        do {
            variables.add(declarator(in, space, type, align));
        } while (in.accept(","));
        in.expect(";");
        return variables;
    }

    /** The parameters of a function in parentheses, or none. */
    static List<Variable> parameters(TokenReader in) {
        final List<Variable> parameters = new ArrayList<>();
        if (in.accept("(")) {
            while (!in.accept(")")) {
                parameters.add(parameter(in));
                in.accept(",");
            }
        }
        return parameters;
    }

    private static Variable parameter(TokenReader in) {
        final Token first = in.next();
        final String space = first.text().substring(1);
        int align = 0;
        PtxType type = null;
        while (in.peek().text().startsWith(".")) {
            final Token token = in.next();
            switch (token.text()) {
                case ".align" -> align = Math.toIntExact(in.integer());
                case ".ptr", ".global", ".shared", ".const", ".local" -> {
                    // a promise about the pointer that nothing depends on
                }
                default -> type = PtxParser.type(in, token);
            }
        }
        if (type == null) {
            throw in.fail(first, "a parameter needs a type");
        }
        return declarator(in, space, type, align);
    }

    private static Variable declarator(TokenReader in, String space, PtxType type, int align) {
        final Token name = in.peek();
        if (type == null) {
            throw in.fail(name, "a variable needs a type");
        }
        final String id = in.word("a variable name");
        long elements = 1;
        while (in.accept("[")) {
            if (in.accept("]")) {
                elements = -1;
            } else {
                elements *= in.integer();
                in.expect("]");
            }
        }
        final List<Initial> initial = new ArrayList<>();
        if (in.accept("=")) {
            initial(in, initial);
            if (elements < 0) {
                elements = initial.size();
            }
        }
        return new Variable(space, type, id, Math.max(align, type.bytes()), elements, List.copyOf(initial), name.position());
    }

    private static void initial(TokenReader in, List<Initial> values) {
        if (in.accept("{")) {
            while (!in.accept("}")) {
                initial(in, values);
                in.accept(",");
            }
            return;
        }
        if (in.peek().kind() == Token.Kind.WORD) {
            values.add(address(in, -1));
            return;
        }
        final boolean negative = in.accept("-");
        final Token token = in.next();
        switch (in.number(token)) {
            case Operand.Int(long mask) when in.accept("(") -> {
                values.add(address(in, mask));
                in.expect(")");
            }
            case Operand.Int(long value) -> values.add(new Initial.Value(negative ? -value : value));
            case Operand.Real(double value, _) -> values.add(new Initial.Value(negative ? -value : value));
            default -> throw in.fail(token, "expected a number, found '" + token.text() + "'");
        }
    }

    /** {@code name}, {@code name+4}, {@code generic(name)+4}. */
    private static Initial address(TokenReader in, long mask) {
        String symbol = in.word("a name");
        if (symbol.equals("generic") && in.accept("(")) {
            symbol = in.word("a variable");
            in.expect(")");
        }
        long offset = 0;
        while (in.peek().is("+") || in.peek().is("-")) {
            in.accept("+");
            offset += in.integer();
        }
        return new Initial.Address(symbol, offset, mask);
    }
}
