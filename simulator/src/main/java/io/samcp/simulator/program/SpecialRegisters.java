package io.samcp.simulator.program;

import java.util.Set;

/** Special registers the engine has. */
final class SpecialRegisters {

    static final Set<String> NAMES = Set.of("%tid.x", "%tid.y", "%tid.z", "%ntid.x", "%ntid.y", "%ntid.z", "%ctaid.x", "%ctaid.y",
            "%ctaid.z",
            "%nctaid.x", "%nctaid.y", "%nctaid.z", "%laneid", "%warpid", "%nwarpid", "%lanemask_eq", "%lanemask_lt", "%lanemask_le",
            "%lanemask_gt", "%lanemask_ge", "%smid", "%nsmid", "%gridid", "%dynamic_smem_size", "%total_smem_size",
            "%clock", "%clock_hi", "%clock64", "%globaltimer", "%globaltimer_lo", "%globaltimer_hi", "%cluster_ctarank",
            "%cluster_nctarank",
            "%cluster_ctaid.x", "%cluster_ctaid.y", "%cluster_ctaid.z", "%cluster_nctaid.x", "%cluster_nctaid.y", "%cluster_nctaid.z",
            "%clusterid.x", "%clusterid.y", "%clusterid.z", "%nclusterid.x", "%nclusterid.y", "%nclusterid.z");

    /** The only one that is a predicate. */
    static final String PREDICATE = "%is_explicit_cluster";

    private static final Set<String> WIDE = Set.of("%clock64", "%globaltimer", "%gridid");
    private static final Set<String> TIME = Set.of("%clock", "%clock_hi", "%clock64", "%globaltimer", "%globaltimer_lo", "%globaltimer_hi");

    private SpecialRegisters() {}

    /** Whether it has 64 bits. */
    static boolean isWide(String name) {
        return WIDE.contains(name);
    }

    /** Whether it shows another value at every reading. */
    static boolean isTime(String name) {
        return TIME.contains(name);
    }
}
