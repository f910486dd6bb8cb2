package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.LongOps;
import io.samcp.simulator.exec.Warp;
import java.util.List;

/** Extended precision: add, sub and mad that write the carry, addc, subc and madc that read it. The carry is a predicate of its own. */
final class CarryForms {

    private final Emitter e;

    CarryForms(Emitter emitter) {
        this.e = emitter;
    }

    static boolean concerns(Instruction i) {
        return i.has("cc") || i.opcode().equals("addc") || i.opcode().equals("subc") || i.opcode().equals("madc");
    }

    void lower(Instruction i) {
        final PtxType type = Types.last(i);
        final boolean wide = type.bytes() == Long.BYTES;
        final List<Operand> o = i.operands();
        final boolean mad = i.opcode().startsWith("mad");
        final boolean subtract = i.opcode().startsWith("sub");
        final boolean reads = i.opcode().endsWith("c");
        final boolean writes = i.has("cc");
        final int carry = e.carry();
        final int a = slot(o.get(1), wide);
        final int b = slot(o.get(2), wide);
        final int c = mad ? slot(o.get(3), wide) : 0;
        final int d = wide ? e.longTarget(o.get(0)) : e.intTarget(o.get(0));
        final LongOps.Binary product = mad ? IntegerFunctions.product(i, type) : null;
        e.emit((w, m) -> {
            int out = 0;
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) == 0) {
                    continue;
                }
                long x = wide ? w.l[a + k] : type.isSigned() ? w.i[a + k] : w.i[a + k] & 0xFFFFFFFFL;
                long y = wide ? w.l[b + k] : type.isSigned() ? w.i[b + k] : w.i[b + k] & 0xFFFFFFFFL;
                if (mad) {
                    x = !wide && i.has("hi") ? x * y >>> Integer.SIZE : product.apply(x, y);
                    y = wide ? w.l[c + k] : w.i[c + k];
                }
                final int in = reads ? w.p[carry] >>> k & 1 : 0;
                if (wide) {
                    final long sum = subtract ? x - y - in : x + y + in;
                    w.l[d + k] = sum;
                    out |= (subtract ? borrow(x, y, in) : (x & y | (x | y) & ~sum) < 0) ? 1 << k : 0;
                } else {
                    final long left = x & 0xFFFFFFFFL;
                    final long right = y & 0xFFFFFFFFL;
                    final long sum = subtract ? left - right - in : left + right + in;
                    w.i[d + k] = (int) sum;
                    out |= sum >>> Integer.SIZE != 0 ? 1 << k : 0;
                }
            }
            if (writes) {
                w.p[carry] = w.p[carry] & ~m | out;
            }
        });
    }

    private static boolean borrow(long x, long y, int in) {
        final int order = Long.compareUnsigned(x, y);
        return order < 0 || order == 0 && in != 0;
    }

    private int slot(Operand operand, boolean wide) {
        return wide ? e.longSlot(operand) : e.intSlot(operand);
    }
}
