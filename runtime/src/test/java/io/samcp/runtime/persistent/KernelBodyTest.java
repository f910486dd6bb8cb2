package io.samcp.runtime.persistent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelCatalogue;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelBodyTest {

    private static final String ENTRY = """
            .version 8.0
            .target sm_80
            .address_size 64
            // a recipe
            .func (.reg .f32 %r) twice(.reg .f32 %x)
            {
                add.rn.f32 %r, %x, %x;
                ret;
            }
            .visible .entry sample(
                .param .u64 x,      // comma, in a comment
                .param .s32 n
            )
            .maxntid 64, 1, 1
            {
                .shared .align 4 .b8 flags[3];
                .shared .align 16 .f32 tile[8];
                .shared .align 8 .u64 single;
                .reg .u32 %a;
            STATEMENTS
                exit;
            }
            """;

    /** A kernel with some statements. */
    private record Sample(String statements) implements Kernel<Integer> {

        @Override
        public String name() {
            return "sample";
        }

        @Override
        public String family() {
            return "sample";
        }

        @Override
        public List<KernelParameter> parameters() {
            return List.of(KernelParameter.in("x"), KernelParameter.s32("n"));
        }

        @Override
        public List<ScalarValue> scalars(Integer shape) {
            return List.of(ScalarValue.of(shape));
        }

        @Override
        public List<Long> bufferBytes(Integer shape) {
            return List.of(4L);
        }

        @Override
        public LaunchGeometry geometry(Integer shape) {
            return LaunchGeometry.of(1, 64);
        }

        @Override
        public Cost cost(Integer shape) {
            return new Cost(0, 0);
        }

        @Override
        public ResourceBudget budget() {
            return new ResourceBudget(32, 0);
        }

        @Override
        public PtxSource source() {
            return new PtxSource("sample.ptx", ENTRY.replace("STATEMENTS", statements));
        }
    }

    private static String body(String statement) {
        return KernelBody.of(new Sample(statement), 64).orElseThrow().text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ld.param.u64 %p, [x]; | ld.global.u64 %p, [%frame_args];
            ld.param.s32    %n, [n]; | ld.global.s32    %n, [%frame_args+8];
            mov.u32 %a, %tid.x; | mov.u32 %a, %frame_thread_x;
            mov.u32 %a, %ctaid.y; | mov.u32 %a, %frame_tile_y;
            mov.u32 %a, %nctaid.x; | mov.u32 %a, %frame_tiles_x;
            mov.u32 %a, %ntid.x; | mov.u32 %a, 64;
            bar.sync 0; | bar.sync %frame_barrier, 64;
            @%done exit; | @%done ret;
            mov.u32 %a, tile; | add.u32 %a, %frame_shared, 16;
            ld.shared.f32 %f, [tile+4]; | ld.shared.f32 %f, [%frame_shared+20];
            st.shared.u8 [flags], 1; | st.shared.u8 [%frame_shared+0], 1;
            mov.u32 %tile, 1; | mov.u32 %tile, 1;
            ld.shared.u64 %l, [single]; | ld.shared.u64 %l, [%frame_shared+48];
            """)
    void turnsWhatBelongsToALaunchIntoWhatTheFrameGives(String statement, String turned) {
        final String text = body(statement);
        assertTrue(text.contains(turned), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bar.sync 3;", "bar.red.popc.u32 %a, 0, %p;", "mov.u32 %a, %tid.y;", "mov.u32 %a, %smid;",
        "mov.u32 %a, %warpid;", "ld.param.u32 %a, [unknown];", "add.u32 %a, %a, tile;", "mov.u32 %a, %dynamic_smem_size;"})
    void leavesAloneWhatItCannotGive(String statement) {
        assertTrue(KernelBody.of(new Sample(statement), 64).isEmpty());
    }

    @Test
    void knowsItsSharedMemoryAndItsRecipes() {
        final KernelBody body = KernelBody.of(new Sample("bar.sync 0;"), 64).orElseThrow();
        assertEquals(16 + 32 + 8, body.sharedBytes(), "flags, a gap, the tile, the single one");
        assertEquals(List.of("twice"), List.copyOf(body.recipes().keySet()));
        assertEquals("sample_of_64", body.name());
        assertFalse(body.text().contains(".shared .align") || body.text().contains("//") || body.text().contains(".maxntid"), body.text());
    }

    /** Blocks of a cluster wait for each other, and tiles do not. */
    @Test
    void takesEveryKernelOfOursThatHasNoClusters() {
        for (final Kernel<?> kernel : KernelCatalogue.all()) {
            assertEquals(kernel.source().text().contains(".reqnctapercluster"), KernelBody.of(kernel, 256).isEmpty(), kernel.name());
        }
    }

    /** Registers whose first write is guarded, and no others; not those that are only read, nor predicates. */
    @Test
    void registersThatMayBeUnwrittenBeginWithZero() {
        final String text = body("""
                .reg .pred %p;
                .reg .f32 %v<3>, %w;
                .reg .u64 %q;
                setp.eq.u32 %p, %a, 0;
                @%p ld.global.f32 %w, [%q];
                @!%p ld.shared.v2.f32 {%v0, %v1}, [tile];
                @%p st.shared.f32 [tile], %v2;
                mov.u32 %a, 1;
                @%p mov.u32 %a, 2;
                """);
        final List<String> zeros = text.lines().map(String::strip).filter(line -> line.startsWith("mov.b") && line.endsWith(", 0;"))
                .toList();
        assertEquals(List.of("mov.b32 %w, 0;", "mov.b32 %v0, 0;", "mov.b32 %v1, 0;"), zeros);
    }
}
