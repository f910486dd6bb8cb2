package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An instruction without its operands.
 *
 * @param opcode the first word
 * @param modifiers the others, in order
 * @param types the types among them
 */
public record Mnemonic(String opcode, List<String> modifiers, List<PtxType> types) {

    /** From its parts. */
    public static Mnemonic of(String opcode, List<String> modifiers) {
        return new Mnemonic(opcode, List.copyOf(modifiers),
                modifiers.stream().map(PtxType::of).flatMap(Optional::stream).toList());
    }

    /** From its text, e.g. {@code ld.global.u8}. */
    public static Mnemonic parse(String text) {
        final List<String> words = Arrays.asList(text.split("\\.", -1));
        return of(words.getFirst(), words.subList(1, words.size()));
    }

    boolean has(String modifier) {
        return modifiers.contains(modifier);
    }

    /** The last type. */
    PtxType type() {
        return types.getLast();
    }

    /** The same instruction without a modifier. */
    Mnemonic without(String modifier) {
        return has(modifier) ? of(opcode, modifiers.stream().filter(m -> !m.equals(modifier)).toList()) : this;
    }

    /** The same for two spellings that differ only in the order of modifiers; types keep theirs. */
    public String key() {
        return Stream.concat(Stream.concat(Stream.of(opcode), modifiers.stream().filter(m -> PtxType.of(m).isEmpty()).sorted()),
                modifiers.stream().filter(m -> PtxType.of(m).isPresent())).reduce((a, b) -> a + "." + b).orElseThrow();
    }

    @Override
    public String toString() {
        return modifiers.isEmpty() ? opcode : opcode + "." + String.join(".", modifiers);
    }
}
