package io.samcp.simulator.conformance;

import io.samcp.kernels.PtxSource;
import io.samcp.simulator.ast.PtxType;
import java.util.List;
import java.util.Locale;

/**
 * The PTX of one family: an entry for each batch. Thread i loads operands i, runs the programs one after the other, each in a scope of its
 * own, and stores their results, predicates as 0 and 1.
 *
 * @param source the text
 */
record ModuleText(PtxSource source) {

    /** The scalar parameter {@code k}. */
    static final int K = 0x89ABCDEF;

    private static final String SHARED = "room";

    static ModuleText of(String family, int target, String head, List<Batch> batches) {
        final StringBuilder text = new StringBuilder(".version 8.0\n.target sm_" + target + "\n.address_size 64\n").append(head);
        batches.forEach(b -> entry(text, b));
        return new ModuleText(new PtxSource("conformance/" + family + ".ptx", text.toString()));
    }

    private static void entry(StringBuilder text, Batch batch) {
        final long bytes = (long) Long.BYTES * batch.vectors().length;
        text.append(".visible .entry ").append(batch.name())
                .append("(.param .u64 in, .param .u64 out, .param .u64 scratch, .param .u32 k, .param .u32 leaving)\n{\n")
                .append("""
                            .reg .pred %p, %q;
                            .reg .b16 %h;
                            .reg .b32 %x, %y, %t, %i, %load;
                            .reg .f32 %f;
                            .reg .b64 %u, %v, %global, %shared, %local, %from, %to;
                            ld.param.u64 %from, [in];
                            ld.param.u64 %to, [out];
                            ld.param.u64 %global, [scratch];
                            mov.u32 %t, %tid.x;
                            mov.u32 %i, %ctaid.x;
                            mad.lo.u32 %i, %i, 128, %t;
                            mad.wide.u32 %from, %i, 8, %from;
                            mad.wide.u32 %to, %i, 8, %to;
                            mad.wide.u32 %global, %i, 64, %global;
                            ld.param.u32 %x, [leaving];
                            popc.b32 %y, %i;
                            and.b32 %y, %y, 1;
                            setp.eq.u32 %p, %x, %y;
                            @%p exit;
                        """);
        if (batch.programs().stream().anyMatch(p -> p.text().contains("%shared") || p.text().contains(SHARED))) {
            text.append("    .shared .align 16 .b8 room[8192];\n    mov.u64 %shared, room;\n    mad.wide.u32 %shared, %t, 64, %shared;\n");
        }
        if (batch.programs().stream().anyMatch(p -> p.text().contains("%local"))) {
            text.append("    .local .align 16 .b8 own[64];\n    mov.u64 %local, own;\n");
        }
        final List<PtxType> operands = batch.programs().getFirst().operands();
        for (int o = 0; o < operands.size(); o++) {
            load(text, operands.get(o), MicroProgram.OPERANDS.get(o), o * bytes);
        }
        long column = 0;
        for (final MicroProgram p : batch.programs()) {
            text.append("    {\n");
            for (int r = 0; r < p.results().size(); r++) {
                text.append("    .reg .").append(register(p.results().get(r))).append(' ').append(MicroProgram.RESULTS.get(r))
                        .append(";\n");
            }
            text.append("    ").append(p.text()).append(p.text().endsWith(";") || p.text().endsWith(":") ? "\n" : ";\n");
            for (int r = 0; r < p.results().size(); r++) {
                store(text, p.results().get(r), MicroProgram.RESULTS.get(r), column++ * bytes);
            }
            text.append("    }\n");
        }
        text.append("    ret;\n}\n");
    }

    private static void load(StringBuilder text, PtxType type, String name, long offset) {
        text.append("    .reg .").append(register(type)).append(' ').append(name).append(";\n");
        if (type == PtxType.PRED) {
            text.append("    ld.global.b32 %load, [%from+").append(offset).append("];\n    setp.ne.b32 ").append(name)
                    .append(", %load, 0;\n");
        } else {
            text.append("    ld.global.b").append(type.bits()).append(' ').append(name).append(", [%from+").append(offset).append("];\n");
        }
    }

    private static void store(StringBuilder text, PtxType type, String name, long offset) {
        if (type == PtxType.PRED) {
            text.append("    selp.b32 %load, 1, 0, ").append(name).append(";\n    st.global.b32 [%to+").append(offset)
                    .append("], %load;\n");
        } else {
            text.append("    st.global.b").append(type.bits()).append(" [%to+").append(offset).append("], ").append(name).append(";\n");
        }
    }

    private static String register(PtxType type) {
        return switch (type) {
            case F16, BF16 -> "b16";
            case F16X2, BF16X2, TF32 -> "b32";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }
}
