package io.samcp.simulator.program;

import java.util.Set;

/** Special registers the engine has. */
final class SpecialRegisters {

    static final Set<String> NAMES = Set.of("%tid.x", "%tid.y", "%tid.z", "%ntid.x", "%ntid.y", "%ntid.z", "%ctaid.x", "%ctaid.y",
            "%ctaid.z",
            "%nctaid.x", "%nctaid.y", "%nctaid.z", "%laneid", "%warpid", "%nwarpid", "%lanemask_eq", "%lanemask_lt", "%lanemask_le",
            "%lanemask_gt", "%lanemask_ge", "%smid", "%nsmid", "%gridid", "%cluster_ctarank", "%dynamic_smem_size", "%total_smem_size",
            "%clock",
            "%clock_hi", "%clock64", "%globaltimer");

    private SpecialRegisters() {}
}
