package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException;
import java.util.List;

/** Several watches as one. */
final class Watches extends Watch {

    private final Watch[] all;

    Watches(List<Watch> all) {
        this.all = all.toArray(Watch[]::new);
    }

    @Override
    void begin(Block block) {
        for (final Watch one : all) {
            one.begin(block);
        }
    }

    @Override
    void ended(Block block) {
        for (final Watch one : all) {
            one.ended(block);
        }
    }

    @Override
    KernelFaultException heldBack() {
        for (final Watch one : all) {
            if (one.heldBack() != null) {
                return one.heldBack();
            }
        }
        return null;
    }

    @Override
    void before(Warp w, int pc, int m) {
        for (final Watch one : all) {
            one.before(w, pc, m);
        }
    }

    @Override
    void after(Warp w, int pc, int m) {
        for (final Watch one : all) {
            one.after(w, pc, m);
        }
    }

    @Override
    void access(Warp w, MemoryAccess access, int m, long[] at) {
        for (final Watch one : all) {
            one.access(w, access, m, at);
        }
    }

    @Override
    void joined(Warp w, int group) {
        for (final Watch one : all) {
            one.joined(w, group);
        }
    }

    @Override
    void released(Block block, int key) {
        for (final Watch one : all) {
            one.released(block, key);
        }
    }

    @Override
    void arrived(Warp w, int id) {
        for (final Watch one : all) {
            one.arrived(w, id);
        }
    }

    @Override
    void fence(Warp w, int m) {
        for (final Watch one : all) {
            one.fence(w, m);
        }
    }

    @Override
    void copying(Warp w, int lane, long to, int bytes) {
        for (final Watch one : all) {
            one.copying(w, lane, to, bytes);
        }
    }

    @Override
    void landing(Warp w, long to, int bytes) {
        for (final Watch one : all) {
            one.landing(w, to, bytes);
        }
    }

    @Override
    void arrivedAtCluster(Warp w, boolean release) {
        for (final Watch one : all) {
            one.arrivedAtCluster(w, release);
        }
    }

    @Override
    void metAtCluster() {
        for (final Watch one : all) {
            one.metAtCluster();
        }
    }

    @Override
    void passedCluster(Warp w) {
        for (final Watch one : all) {
            one.passedCluster(w);
        }
    }
}
