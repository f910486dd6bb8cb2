package io.samcp.simulator.parse;

import io.samcp.simulator.ast.Operand;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/** Walks over tokens, with errors that say where. */
final class TokenReader {

    private static final int HEX = 16;
    private static final int OCTAL = 8;

    private final String file;
    private final List<Token> tokens;
    private final List<String> unread = new ArrayList<>();
    private int at;

    TokenReader(String file, List<Token> tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        final Token token = tokens.get(at);
        if (token.kind() == Token.Kind.END) {
            throw fail(token, "unexpected end of file");
        }
        at++;
        return token;
    }

    /** The token read last. */
    Token last() {
        return tokens.get(at - 1);
    }

    /** Labels of the block that begins here, without those of blocks inside it. A label may stand behind its use, hence this look ahead. */
    Set<String> labelsOfBlock() {
        final Set<String> labels = new LinkedHashSet<>();
        int depth = 1;
        for (int i = at; i + 1 < tokens.size() && depth > 0; i++) {
            final Token token = tokens.get(i);
            depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            if (depth == 1 && token.kind() == Token.Kind.WORD && tokens.get(i + 1).is(":")) {
                labels.add(token.text());
            }
        }
        return labels;
    }

    boolean accept(String symbol) {
        if (peek().is(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String symbol) {
        final Token token = peek();
        if (!accept(symbol)) {
            throw fail(token, "expected '" + symbol + "', found '" + token.text() + "'");
        }
    }

    String word(String what) {
        final Token token = next();
        if (token.kind() != Token.Kind.WORD) {
            throw fail(token, "expected " + what + ", found '" + token.text() + "'");
        }
        return token.text();
    }

    void skipThrough(String symbol) {
        Token token = next();
        while (!token.is(symbol)) {
            token = next();
        }
    }

    /** What could not be read and was skipped, as {@code line:column: what}. */
    List<String> unread() {
        return unread;
    }

    /** Where the next token stands, for {@link #skipStatement}. */
    int mark() {
        return at;
    }

    /**
     * Notes that a statement cannot be read, and goes on behind it: behind its semicolon, before the brace that ends the block, and outside of
     * functions also behind a body.
     *
     * @throws PtxSyntaxException if there is nothing behind it
     */
    void skipStatement(int start, boolean outside, PtxSyntaxException why) {
        int depth = 0;
        for (int i = start; i < tokens.size() - 1; i++) {
            final Token token = tokens.get(i);
            depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            final boolean end = depth == 0 && (token.is(";") || outside && token.is("}"));
            if (end || depth < 0) {
                unread.addAll(why.findings());
                at = end || outside ? i + 1 : i;
                return;
            }
        }
        throw why;
    }

    void skipLineOf(Token token) {
        while (!atEnd() && peek().position().line() == token.position().line()) {
            at++;
        }
    }

    /** An integer with an optional sign. */
    long integer() {
        final boolean negative = accept("-");
        final Token token = next();
        if (number(token) instanceof Operand.Int(long value)) {
            return negative ? -value : value;
        }
        throw fail(token, "expected an integer, found '" + token.text() + "'");
    }

    /** The value of a number token. */
    Operand number(Token token) {
        final String text = token.text();
        try {
            if (text.startsWith("0f") || text.startsWith("0F")) {
                return new Operand.Real(Float.intBitsToFloat(Integer.parseUnsignedInt(text.substring(2), HEX)), Float.SIZE);
            }
            if (text.startsWith("0d") || text.startsWith("0D")) {
                return new Operand.Real(Double.longBitsToDouble(Long.parseUnsignedLong(text.substring(2), HEX)), Double.SIZE);
            }
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return new Operand.Int(Long.parseUnsignedLong(withoutSuffix(text.substring(2)), HEX));
            }
            if (text.startsWith("0b") || text.startsWith("0B")) {
                return new Operand.Int(Long.parseUnsignedLong(withoutSuffix(text.substring(2)), 2));
            }
            if (text.contains(".") || text.contains("e") || text.contains("E")) {
                return new Operand.Real(Double.parseDouble(text), 0);
            }
            final String digits = withoutSuffix(text);
            return new Operand.Int(digits.length() > 1 && digits.charAt(0) == '0'
                    ? Long.parseUnsignedLong(digits, OCTAL)
                    : Long.parseUnsignedLong(digits));
        } catch (NumberFormatException e) {
            throw fail(token, "not a number: '" + text + "'");
        }
    }

    private static String withoutSuffix(String digits) {
        return digits.endsWith("U") ? digits.substring(0, digits.length() - 1) : digits;
    }

    /** The same findings, which say in what they were found. */
    PtxSyntaxException within(String what, PtxSyntaxException e) {
        return new PtxSyntaxException(file,
                e.findings().stream().map(f -> f.replaceFirst(": ", ": " + Matcher.quoteReplacement(what) + ": ")).toList());
    }

    PtxSyntaxException fail(Token token, String what) {
        return new PtxSyntaxException(file, List.of(token.position() + ": " + what));
    }
}
