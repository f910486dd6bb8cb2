package io.samcp.simulator.parse;

import io.samcp.simulator.ast.Position;
import java.util.ArrayList;
import java.util.List;

/** Cuts PTX text into tokens; comments vanish. */
final class Lexer {

    private final String file;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    Lexer(String file, String text) {
        this.file = file;
        this.text = text;
    }

    List<Token> tokens() {
        final List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = next();
            tokens.add(token);
        } while (token.kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        skipBlank();
        final Position position = new Position(line, at - lineStart + 1);
        if (at >= text.length()) {
            return new Token(Token.Kind.END, "end of file", position);
        }
        final char c = text.charAt(at);
        final int from = at;
        if (c == '"') {
            at = text.indexOf('"', at + 1) + 1;
            if (at == 0) {
                throw fail(position, "unterminated string");
            }
            return new Token(Token.Kind.STRING, text.substring(from + 1, at - 1), position);
        }
        if (Character.isDigit(c)) {
            number();
            return new Token(Token.Kind.NUMBER, text.substring(from, at), position);
        }
        if (isWordStart(c)) {
            at++;
            while (at < text.length() && (isWordPart(text.charAt(at)) || isJoint())) {
                at += isWordPart(text.charAt(at)) ? 1 : 2;
            }
            return new Token(Token.Kind.WORD, text.substring(from, at), position);
        }
        if ("{}()[]<>,;:+-*/|!=@~&^%?".indexOf(c) >= 0) {
            at++;
            return new Token(Token.Kind.SYMBOL, String.valueOf(c), position);
        }
        throw fail(position, "unexpected character '" + c + "'");
    }

    private void number() {
        final boolean hexadecimal = text.startsWith("0x", at) || text.startsWith("0X", at) || text.startsWith("0f", at)
                || text.startsWith("0F", at) || text.startsWith("0d", at) || text.startsWith("0D", at);
        at++;
        while (at < text.length()) {
            final char c = text.charAt(at);
            final boolean exponentSign = (c == '-' || c == '+') && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E')
                    && !hexadecimal;
            if (!(Character.isLetterOrDigit(c) || c == '.' || exponentSign)) {
                return;
            }
            at++;
        }
    }

    /** The colons of {@code shared::cta} and the like. */
    private boolean isJoint() {
        return text.startsWith("::", at) && at + 2 < text.length() && isWordPart(text.charAt(at + 2));
    }

    private void skipBlank() {
        while (at < text.length()) {
            final char c = text.charAt(at);
            if (c == '\n') {
                line++;
                at++;
                lineStart = at;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("//", at)) {
                final int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                blockComment();
            } else {
                return;
            }
        }
    }

    private void blockComment() {
        final int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw fail(new Position(line, at - lineStart + 1), "unterminated comment");
        }
        for (int i = at; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        at = end + 2;
    }

    /** A percent sign begins a register; a dot a directive. */
    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '$' || c == '%' || c == '.';
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.';
    }

    private PtxSyntaxException fail(Position position, String what) {
        return new PtxSyntaxException(file, List.of(position + ": " + what));
    }
}
