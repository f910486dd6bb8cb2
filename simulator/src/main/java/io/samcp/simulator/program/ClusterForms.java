package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.ClusterOps;
import io.samcp.simulator.exec.ClusterOps.Place;
import java.util.List;
import java.util.Map;

/** What computes with addresses of shared memory throughout a cluster. */
final class ClusterForms {

    private final Emitter e;

    ClusterForms(Emitter emitter) {
        this.e = emitter;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("mapa", this::map);
        forms.put("getctarank", this::rank);
        forms.put("isspacep", this::isSpace);
    }

    private static boolean isGeneric(Instruction i) {
        return !i.has("shared::cluster");
    }

    private void map(Instruction i) {
        final List<Operand> o = i.operands();
        final boolean generic = isGeneric(i);
        final int rank = e.intSlot(o.get(2));
        if (Types.last(i) == PtxType.U64) {
            final int a = e.longSlot(o.get(1));
            final int d = e.longTarget(o.get(0));
            e.emit((w, m) -> ClusterOps.mapLong(w, generic, d, a, rank, m));
        } else {
            final int a = e.intSlot(o.get(1));
            final int d = e.intTarget(o.get(0));
            e.emit((w, m) -> ClusterOps.mapInt(w, generic, d, a, rank, m));
        }
    }

    private void rank(Instruction i) {
        final boolean generic = isGeneric(i);
        final int a = e.longSlot(i.operands().get(1));
        final int d = e.intTarget(i.operands().get(0));
        e.emit((w, m) -> ClusterOps.rank(w, generic, d, a, m));
    }

    private void isSpace(Instruction i) {
        final Place place = switch (i.modifiers().getFirst()) {
            case "shared", "shared::cta" -> Place.SHARED;
            case "shared::cluster" -> Place.CLUSTER;
            case "local" -> Place.LOCAL;
            case "param" -> Place.PARAM;
            default -> Place.GLOBAL;
        };
        final int a = e.longSlot(i.operands().get(1));
        final int p = e.predicateTarget(i.operands().get(0));
        e.emit((w, m) -> ClusterOps.isIn(w, place, p, a, m));
    }
}
