package io.samcp.simulator.ast;

/**
 * A place in a PTX file.
 *
 * @param line from 1
 * @param column from 1
 */
public record Position(int line, int column) {

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
