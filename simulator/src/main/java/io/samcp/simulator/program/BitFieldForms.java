package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.exec.Warp;
import java.util.List;

/** bfe and bfi. Position and length count in their low eight bits, and may reach beyond the register. */
final class BitFieldForms {

    private static final int LOW = 0xFF;

    private final Emitter e;

    BitFieldForms(Emitter emitter) {
        this.e = emitter;
    }

    /** bfi of 32 bits. */
    void insert(Instruction i) {
        final List<Operand> o = i.operands();
        final int a = e.intSlot(o.get(1));
        final int b = e.intSlot(o.get(2));
        final int position = e.intSlot(o.get(3));
        final int length = e.intSlot(o.get(4));
        final int d = e.intTarget(o.get(0));
        e.emit((w, m) -> {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    w.i[d + k] = (int) insert(w.i[a + k], w.i[b + k], w.i[position + k] & LOW, w.i[length + k] & LOW);
                }
            }
        });
    }

    /** bfe and bfi of 64 bits. */
    void longs(Instruction i, boolean signed) {
        final List<Operand> o = i.operands();
        final boolean insert = i.opcode().equals("bfi");
        final int a = e.longSlot(o.get(1));
        final int b = insert ? e.longSlot(o.get(2)) : a;
        final int position = e.intSlot(o.get(insert ? 3 : 2));
        final int length = e.intSlot(o.get(insert ? 4 : 3));
        final int d = e.longTarget(o.get(0));
        e.emit((w, m) -> {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    final int from = w.i[position + k] & LOW;
                    final int count = w.i[length + k] & LOW;
                    w.l[d + k] = insert ? insert(w.l[a + k], w.l[b + k], from, count) : extract(w.l[a + k], from, count, signed);
                }
            }
        });
    }

    /** {@code count} low bits of {@code a} into {@code b} at {@code from}. */
    private static long insert(long a, long b, int from, int count) {
        if (from >= Long.SIZE || count == 0) {
            return b;
        }
        final long field = (count >= Long.SIZE ? -1 : (1L << count) - 1) << from;
        return b & ~field | a << from & field;
    }

    /** {@code count} bits of {@code a} at {@code from}; a signed field that reaches beyond the register goes on with its sign. */
    private static long extract(long a, int from, int count, boolean signed) {
        if (count == 0) {
            return 0;
        }
        final long shifted = signed ? a >> Math.min(from, 63) : from >= Long.SIZE ? 0 : a >>> from;
        if (count >= Long.SIZE) {
            return shifted;
        }
        final int unused = Long.SIZE - count;
        return signed ? shifted << unused >> unused : shifted << unused >>> unused;
    }
}
