package io.samcp.simulator.counters;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.PtxType;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arithmetic that an instruction does in one lane.
 *
 * @param pipe which unit does it
 * @param perLane operations; 0 if it is no arithmetic. Of an {@code mma} the lanes do equal shares
 */
public record Operations(Pipe pipe, int perLane) {

    private static final Operations NONE = new Operations(Pipe.INTEGER, 0);
    private static final Set<String> TWO = Set.of("fma", "mad", "madc", "mad24", "sad");
    private static final Set<String> ONE_OF_FLOATS = Set.of("add", "sub", "mul", "div", "min", "max", "rcp", "sqrt", "rsqrt", "ex2", "lg2",
            "sin", "cos", "tanh");
    private static final int DP4A = 8;
    private static final int WARP = 32;
    private static final int WARP_GROUP = 4 * WARP;
    private static final Pattern TILE = Pattern.compile("m(\\d+)n(\\d+)k(\\d+)");

    /** What an instruction does. */
    public static Operations of(Instruction instruction) {
        return switch (InstructionClass.of(instruction)) {
            case FLOAT, DOUBLE, HALF, SPECIAL -> floats(instruction);
            case INTEGER -> new Operations(Pipe.INTEGER,
                    instruction.opcode().equals("dp4a") ? DP4A : TWO.contains(instruction.opcode()) ? 2 : 1);
            case TENSOR -> tensor(instruction);
            default -> NONE;
        };
    }

    private static Operations floats(Instruction instruction) {
        final PtxType type = instruction.modifiers().stream().flatMap(m -> PtxType.of(m).stream()).reduce((_, last) -> last)
                .orElse(PtxType.F32);
        final int scalar = TWO.contains(instruction.opcode()) ? 2 : ONE_OF_FLOATS.contains(instruction.opcode()) ? 1 : 0;
        return switch (type) {
            case F64 -> new Operations(Pipe.FP64, scalar);
            case F16, BF16 -> new Operations(Pipe.FP16, scalar);
            case F16X2, BF16X2 -> new Operations(Pipe.FP16, 2 * scalar);
            default -> new Operations(Pipe.FP32, scalar);
        };
    }

    /** From the tile in its name, e.g. {@code m16n8k16}: 2 m n k for all lanes that work on it together. */
    private static Operations tensor(Instruction instruction) {
        for (final String modifier : instruction.modifiers()) {
            final Matcher tile = TILE.matcher(modifier);
            if (tile.matches()) {
                final int all = 2 * Integer.parseInt(tile.group(1)) * Integer.parseInt(tile.group(2)) * Integer.parseInt(tile.group(3));
                return new Operations(pipe(instruction), all / (instruction.opcode().equals("wgmma") ? WARP_GROUP : WARP));
            }
        }
        return NONE;
    }

    private static Pipe pipe(Instruction instruction) {
        if (instruction.has("tf32")) {
            return Pipe.TENSOR_TF32;
        }
        if (instruction.has("f64")) {
            return Pipe.FP64;
        }
        return instruction.has("s32") ? Pipe.INTEGER : Pipe.TENSOR_16;
    }
}
