package io.samcp.simulator.parse;

import io.samcp.simulator.ast.Position;

/**
 * A token.
 *
 * @param kind what it is
 * @param text as written
 * @param position where it begins
 */
record Token(Kind kind, String text, Position position) {

    enum Kind {
        /** Identifier, register, directive or dotted mnemonic. */
        WORD,
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    boolean is(String wanted) {
        return kind != Kind.STRING && text.equals(wanted);
    }
}
