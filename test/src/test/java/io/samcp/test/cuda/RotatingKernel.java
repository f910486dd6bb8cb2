package io.samcp.test.cuda;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/** Clusters of four blocks of 32 threads: each block writes what the next one of its cluster has read. The shape is the number of blocks. */
record RotatingKernel() implements Kernel<Integer> {

    @Override
    public String name() {
        return "rotating";
    }

    @Override
    public String family() {
        return "test";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"), KernelParameter.out("y"));
    }

    @Override
    public List<ScalarValue> scalars(Integer blocks) {
        return List.of();
    }

    @Override
    public List<Long> bufferBytes(Integer blocks) {
        return List.of(128L * blocks, 128L * blocks);
    }

    @Override
    public LaunchGeometry geometry(Integer blocks) {
        return LaunchGeometry.of(blocks, 32);
    }

    @Override
    public Cost cost(Integer blocks) {
        return new Cost(256L * blocks, 0);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(16, 128);
    }

    @Override
    public PtxSource source() {
        return new PtxSource("rotating.ptx", """
                .version 8.0
                .target sm_90
                .address_size 64
                .visible .entry rotating(.param .u64 x, .param .u64 y)
                .reqnctapercluster 4
                {
                    .reg .u32 %i, %block, %thread, %rank, %mine, %theirs;
                    .reg .u64 %p, %q;
                    .reg .f32 %v;
                    .shared .align 4 .f32 room[32];
                    mov.u32 %block, %ctaid.x;
                    mov.u32 %thread, %tid.x;
                    mad.lo.u32 %i, %block, 32, %thread;
                    ld.param.u64 %p, [x];
                    mad.wide.u32 %p, %i, 4, %p;
                    ld.param.u64 %q, [y];
                    mad.wide.u32 %q, %i, 4, %q;
                    ld.global.f32 %v, [%p];
                    mov.u32 %mine, room;
                    mad.lo.u32 %mine, %thread, 4, %mine;
                    st.shared.f32 [%mine], %v;
                    barrier.cluster.arrive.aligned;
                    mov.u32 %rank, %cluster_ctarank;
                    add.u32 %rank, %rank, 1;
                    and.b32 %rank, %rank, 3;
                    mapa.shared::cluster.u32 %theirs, %mine, %rank;
                    barrier.cluster.wait.aligned;
                    ld.shared::cluster.f32 %v, [%theirs];
                    barrier.cluster.arrive.aligned;
                    st.global.f32 [%q], %v;
                    barrier.cluster.wait.aligned;
                    exit;
                }
                """);
    }
}
