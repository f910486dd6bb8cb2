package io.samcp.simulator.parse;

import io.samcp.simulator.ast.ClusterShape;
import io.samcp.simulator.ast.Function;
import io.samcp.simulator.ast.Position;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.ast.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a PTX module: directives, variables and functions. Bodies are read by {@link BodyParser}. */
public final class PtxParser {

    private static final int FIRST_TARGET_WITH_CLUSTERS = 90;

    private final String file;
    private final String text;
    private final TokenReader in;
    private final List<Variable> variables = new ArrayList<>();
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private int target;

    private PtxParser(String file, String text) {
        this.file = file;
        this.text = text;
        this.in = new TokenReader(file, new Lexer(file, text).tokens());
    }

    /**
     * Parses a module. Statements that cannot be read are left out and listed in {@link PtxModule#unread()}.
     *
     * @throws PtxSyntaxException if the text cannot be divided into statements
     */
    public static PtxModule parse(String file, String text) {
        final PtxParser parser = new PtxParser(file, text);
        try {
            return parser.module();
        } catch (PtxSyntaxException e) {
            throw new PtxSyntaxException(file, Stream.concat(parser.in.unread().stream(), e.findings().stream()).toList());
        }
    }

    private PtxModule module() {
        while (!in.atEnd()) {
            final int start = in.mark();
            try {
                topLevel();
            } catch (PtxSyntaxException e) {
                in.skipStatement(start, true, e);
                in.accept(";");
            }
        }
        return new PtxModule(file, text.lines().toList(), List.copyOf(variables), Map.copyOf(functions), List.copyOf(in.unread()));
    }

    private void topLevel() {
        final Token token = in.peek();
        switch (token.text()) {
            case ".version", ".address_size" -> {
                in.next();
                in.next();
            }
            case ".target" -> {
                in.next();
                target = target(in.next());
                while (in.accept(",")) {
                    in.next();
                }
            }
            case ".file", ".loc" -> in.skipLineOf(token);
            case ".section" -> {
                in.skipThrough("{");
                in.skipThrough("}");
            }
            case ".pragma" -> in.skipThrough(";");
            case ".visible", ".extern", ".weak", ".common" -> in.next();
            case ".entry" -> function(true);
            case ".func" -> function(false);
            case ".global", ".const", ".shared" -> variables.addAll(Declarations.variables(in));
            default -> throw in.fail(token, "expected a directive, found '" + token.text() + "'");
        }
    }

    private void function(boolean entry) {
        final Position position = in.next().position();
        final List<Variable> returns = Declarations.parameters(in);
        final String name = in.word("a function name");
        final List<Variable> parameters = Declarations.parameters(in);
        int maxThreads = 0;
        ClusterShape cluster = ClusterShape.NONE;
        boolean sizeIsOpen = false;
        while (in.peek().text().startsWith(".")) {
            final Token directive = in.next();
            switch (directive.text()) {
                case ".maxntid", ".reqntid" -> maxThreads = product();
                case ".minnctapersm", ".maxnctapersm", ".maxnreg" -> product();
                case ".reqnctapercluster" -> {
                    requireClusters(directive);
                    cluster = clusterShape();
                }
                case ".explicitcluster" -> {
                    requireClusters(directive);
                    cluster = cluster.explicit() ? cluster : ClusterShape.OPEN;
                }
                case ".maxclusterrank" -> {
                    requireClusters(directive);
                    product();
                    sizeIsOpen = true;
                }
                case ".noreturn" -> {
                    // says nothing that execution depends on
                }
                case ".pragma" -> in.skipThrough(";");
                default -> throw in.fail(directive, "unknown function directive '" + directive.text() + "'");
            }
        }
        if (sizeIsOpen && cluster.blocks() > 0 && cluster.explicit()) {
            throw in.fail(in.last(), ".reqnctapercluster and .maxclusterrank exclude each other");
        }
        if (in.accept(";")) {
            return; // a declaration; the definition follows
        }
        final BodyParser body = new BodyParser(in);
        body.block();
        functions.put(name, body.function(entry, name, returns, parameters, maxThreads, cluster, position));
    }

    /** The number of an architecture such as {@code sm_90a}; 0 if it has none. */
    private static int target(Token architecture) {
        final String digits = architecture.text().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private void requireClusters(Token directive) {
        if (target < FIRST_TARGET_WITH_CLUSTERS) {
            throw in.fail(directive, directive.text() + " needs .target sm_" + FIRST_TARGET_WITH_CLUSTERS + " or higher");
        }
    }

    private ClusterShape clusterShape() {
        final int x = Math.toIntExact(in.integer());
        final int y = in.accept(",") ? Math.toIntExact(in.integer()) : 1;
        final int z = in.accept(",") ? Math.toIntExact(in.integer()) : 1;
        return new ClusterShape(x, y, z, true);
    }

    private int product() {
        int product = Math.toIntExact(in.integer());
        while (in.accept(",")) {
            product *= Math.toIntExact(in.integer());
        }
        return product;
    }

    /** The type a directive such as {@code .f32} names. */
    static PtxType type(TokenReader in, Token token) {
        return PtxType.of(token.text().substring(1)).orElseThrow(() -> in.fail(token, "unknown type '" + token.text() + "'"));
    }
}
