package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.PtxType;
import java.util.List;

/** Types among the modifiers of an instruction. */
final class Types {

    private Types() {}

    /** The last type. */
    static PtxType last(Instruction i) {
        for (final String modifier : i.modifiers().reversed()) {
            final var type = PtxType.of(modifier);
            if (type.isPresent()) {
                return type.get();
            }
        }
        throw new UnknownInstructionException("no type");
    }

    /** All types in order. */
    static List<PtxType> all(Instruction i) {
        return i.modifiers().stream().flatMap(m -> PtxType.of(m).stream()).toList();
    }

    static UnknownInstructionException unsupported(PtxType type) {
        return new UnknownInstructionException("not for type " + Lowerer.name(type));
    }
}
