package io.samcp.test.cuda;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * y[i] = f(x[i]) for i < n; the shape is n.
 *
 * @param instruction changes {@code %v}; {@code %q} is the address of y[i]
 */
record OneLineKernel(String instruction) implements Kernel<Integer> {

    @Override
    public String name() {
        return "one_line";
    }

    @Override
    public String family() {
        return "test";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"), KernelParameter.out("y"), KernelParameter.s32("n"));
    }

    @Override
    public List<ScalarValue> scalars(Integer n) {
        return List.of(ScalarValue.of(n));
    }

    @Override
    public List<Long> bufferBytes(Integer n) {
        return List.of(4L * n, 4L * n);
    }

    @Override
    public LaunchGeometry geometry(Integer n) {
        return LaunchGeometry.of(Math.ceilDiv(n, 32), 32);
    }

    @Override
    public Cost cost(Integer n) {
        return new Cost(8L * n, n);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(16, 0);
    }

    @Override
    public PtxSource source() {
        return new PtxSource("one_line.ptx", """
                .version 8.0
                .target sm_80
                .address_size 64
                .visible .entry one_line(.param .u64 x, .param .u64 y, .param .s32 n)
                {
                    .reg .pred %out;
                    .reg .s32 %i, %n;
                    .reg .u32 %block, %thread;
                    .reg .u64 %p, %q;
                    .reg .f32 %v;
                    mov.u32 %block, %ctaid.x;
                    mov.u32 %thread, %tid.x;
                    mad.lo.s32 %i, %block, 32, %thread;
                    ld.param.s32 %n, [n];
                    setp.ge.s32 %out, %i, %n;
                    @%out exit;
                    ld.param.u64 %p, [x];
                    mad.wide.s32 %p, %i, 4, %p;
                    ld.param.u64 %q, [y];
                    mad.wide.s32 %q, %i, 4, %q;
                    ld.global.f32 %v, [%p];
                    INSTRUCTION
                    st.global.f32 [%q], %v;
                    exit;
                }
                """.replace("INSTRUCTION", instruction));
    }
}
