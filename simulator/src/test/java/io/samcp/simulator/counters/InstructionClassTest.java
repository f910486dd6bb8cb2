package io.samcp.simulator.counters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Position;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes and operations by mnemonic, also of instructions that the engine may learn later. */
final class InstructionClassTest {

    private static Instruction instruction(String mnemonic) {
        final List<String> parts = Arrays.asList(mnemonic.split("\\."));
        return new Instruction(new Position(1, 1), "", false, parts.getFirst(), parts.subList(1, parts.size()), List.of());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            add.s32,                                          INTEGER,      INTEGER,     1
            mad.wide.u32,                                     INTEGER,      INTEGER,     2
            xor.b32,                                          INTEGER,      INTEGER,     1
            dp4a.u32.u32,                                     INTEGER,      INTEGER,     8
            add.f32,                                          FLOAT,        FP32,        1
            fma.rn.ftz.f32,                                   FLOAT,        FP32,        2
            abs.f32,                                          FLOAT,        FP32,        0
            mul.f64,                                          DOUBLE,       FP64,        1
            fma.rn.bf16x2,                                    HALF,         FP16,        4
            add.f16,                                          HALF,         FP16,        1
            rsqrt.approx.f32,                                 SPECIAL,      FP32,        1
            cvt.rn.f32.s32,                                   CONVERSION,   INTEGER,     0
            setp.lt.and.f32,                                  COMPARE,      INTEGER,     0
            mov.b32,                                          MOVE,         INTEGER,     0
            bra.uni,                                          CONTROL,      INTEGER,     0
            ld.global.nc.v4.f32,                              GLOBAL_LOAD,  INTEGER,     0
            ld.relaxed.gpu.global.u32,                        GLOBAL_LOAD,  INTEGER,     0
            ld.f32,                                           GLOBAL_LOAD,  INTEGER,     0
            st.volatile.shared::cta.u32,                      SHARED_STORE, INTEGER,     0
            ld.local.b32,                                     LOCAL,        INTEGER,     0
            ld.param.u64,                                     CONSTANT,     INTEGER,     0
            ld.const.f32,                                     CONSTANT,     INTEGER,     0
            red.global.add.f32,                               ATOMIC,       INTEGER,     0
            shfl.sync.bfly.b32,                               WARP,         INTEGER,     0
            bar.sync,                                         BARRIER,      INTEGER,     0
            mbarrier.try_wait.parity.shared::cta.b64,         BARRIER,      INTEGER,     0
            ldmatrix.sync.aligned.m8n8.x4.shared.b16,         SHARED_LOAD,  INTEGER,     0
            stmatrix.sync.aligned.m8n8.x4.shared.b16,         SHARED_STORE, INTEGER,     0
            cp.async.cg.shared.global,                        COPY,         INTEGER,     0
            mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32, TENSOR,    TENSOR_16,   128
            mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32,  TENSOR,    TENSOR_TF32, 64
            mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32,  TENSOR,       INTEGER,     256
            mma.sync.aligned.m8n8k4.row.col.f64.f64.f64.f64,  TENSOR,       FP64,        16
            wgmma.mma_async.sync.aligned.m64n128k16.f32.f16.f16, TENSOR,    TENSOR_16,   2048
            wgmma.commit_group.sync.aligned,                  TENSOR,       INTEGER,     0
            """)
    void knowsInstructions(String mnemonic, InstructionClass expected, Pipe pipe, int perLane) {
        final Instruction instruction = instruction(mnemonic);
        assertEquals(expected, InstructionClass.of(instruction));
        final Operations operations = Operations.of(instruction);
        assertEquals(perLane, operations.perLane());
        if (perLane > 0) {
            assertEquals(pipe, operations.pipe());
        }
    }
}
