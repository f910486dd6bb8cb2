package io.samcp.simulator.random;

import io.samcp.simulator.TextKernel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Kernels made by chance, of correct instructions with branches, loops, shared memory, barriers, shuffles and matrices. Every thread begins with
 * {@value #WORDS} words of its own and ends by writing all its registers to as many.
 */
final class RandomKernel {

    /** Words each thread reads and writes. */
    static final int WORDS = 48;

    private static final int[] COUNTS = {10, 6, 8, 4, 4, 4};
    private static final String FILES = "ilfdhp";
    private static final int DEPTH = 3;
    private static final List<String> FORMS = forms();

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int labels;

    private RandomKernel(long seed) {
        random = new Random(seed);
    }

    private static List<String> forms() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(RandomKernel.class.getResourceAsStream("forms.txt"), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel of a seed, for a number of threads in all. */
    static TextKernel of(long seed, int threads) {
        final long bytes = 4L * WORDS * threads;
        return TextKernel.of(".shared .align 8 .b32 room[1024];\n", new RandomKernel(seed).statements(), bytes, bytes);
    }

    private String statements() {
        text.append("""
                .reg .b32 %i<10>, %t, %n, %k<4>;
                .reg .b64 %l<6>, %src, %dst;
                .reg .f32 %f<8>;
                .reg .f64 %d<4>;
                .reg .b16 %h<4>;
                .reg .pred %p<4>, %q;
                mov.u32 %t, %ctaid.x;
                mov.u32 %n, %ntid.x;
                mov.u32 %k0, %tid.x;
                mad.lo.u32 %t, %t, %n, %k0;
                mul.wide.u32 %dst, %t, BYTES;
                add.u64 %src, %in, %dst;
                add.u64 %dst, %out, %dst;
                mul.lo.u32 %n, %k0, 4;
                mov.u32 %t, room;
                add.u32 %n, %n, %t;
                """.replace("BYTES", String.valueOf(4 * WORDS)));
        moveAll("ld.global", "src");
        for (int p = 0; p < COUNTS[5]; p++) {
            text.append("setp.lt.s32 %p").append(p).append(", %i").append(p).append(", %i9;\n");
        }
        for (int part = 0; part < 4; part++) {
            block(0);
            exchange();
        }
        for (int p = 0; p < COUNTS[5]; p++) {
            text.append("@%p").append(p).append(" xor.b32 %i").append(p).append(", %i").append(p).append(", 0x5a5a5a5a;\n");
        }
        moveAll("st.global", "dst");
        text.append("ret;\n");
        return text.toString();
    }

    /** Every register from or to its place. */
    private void moveAll(String operation, String address) {
        int at = 0;
        for (final char file : "ldfih".toCharArray()) { // widest first, so that all are aligned
            at = move(operation, address, FILES.indexOf(file), at);
        }
    }

    private int move(String operation, String address, int file, int from) {
        final int bytes = file == 1 || file == 3 ? 8 : file == 4 ? 2 : 4;
        int at = from;
        for (int r = 0; r < COUNTS[file]; r++) {
            final String register = "%" + FILES.charAt(file) + r;
            final String place = "[%" + address + "+" + at + "]";
            final String type = ".b" + 8 * bytes + " ";
            text.append(operation).append(type).append(operation.startsWith("ld") ? register + ", " + place : place + ", " + register)
                    .append(";\n");
            at += bytes;
        }
        return at;
    }

    private void block(int depth) {
        final int length = 4 + random.nextInt(24);
        for (int s = 0; s < length; s++) {
            final int what = random.nextInt(100);
            if (what < 4 && depth < DEPTH) {
                branch(depth);
            } else if (what < 7 && depth < DEPTH) {
                loop(depth);
            } else if (what < 10) {
                text.append("st.shared.b32 [%n], %i").append(random.nextInt(COUNTS[0])).append(";\nld.shared.f32 %f")
                        .append(random.nextInt(COUNTS[2])).append(", [%n];\n");
            } else {
                instruction(what < 20);
            }
        }
    }

    private void branch(int depth) {
        final int label = labels++;
        text.append(random.nextBoolean() ? "@%p" : "@!%p").append(random.nextInt(COUNTS[5])).append(" bra ELSE").append(label)
                .append(";\n");
        block(depth + 1);
        text.append("bra END").append(label).append(";\nELSE").append(label).append(":\n");
        block(depth + 1);
        text.append("END").append(label).append(":\n");
    }

    /** As many rounds as some bits of a register say, so that threads leave at different times. */
    private void loop(int depth) {
        final int label = labels++;
        final String counter = "%k" + (depth + 1);
        text.append("and.b32 ").append(counter).append(", %i").append(random.nextInt(COUNTS[0])).append(", 3;\nLOOP").append(label)
                .append(":\n");
        block(depth + 1);
        text.append("sub.s32 ").append(counter).append(", ").append(counter).append(", 1;\nsetp.gt.s32 %q, ").append(counter)
                .append(", 0;\n@%q bra LOOP").append(label).append(";\n");
    }

    /** Where all threads are together: neighbours' values through shared memory, shuffles and votes. */
    private void exchange() {
        final int a = random.nextInt(COUNTS[0]);
        final int b = random.nextInt(COUNTS[0]);
        text.append("bar.sync 0;\nst.shared.b32 [%n], %i").append(a).append(";\nbar.sync 0;\nxor.b32 %t, %n, ")
                .append(4 << random.nextInt(4)).append(";\nld.shared.b32 %i").append(b).append(", [%t];\nbar.sync 0;\n");
        final String[] kinds = {"idx", "up", "down", "bfly"};
        text.append("and.b32 %t, %i").append(a).append(", 15;\n");
        text.append("shfl.sync.").append(kinds[random.nextInt(4)]).append(".b32 %i").append(b).append(", %i")
                .append(random.nextInt(COUNTS[0])).append(", ").append(random.nextBoolean() ? "%t" : "" + random.nextInt(16))
                .append(", 0x101f, -1;\n");
        final String[] products = {"m16n8k16.row.col.f32.f16.f16", "m16n8k16.row.col.f32.bf16.bf16", "m16n8k8.row.col.f32.tf32.tf32"};
        text.append("mma.sync.aligned.").append(products[random.nextInt(products.length)])
                .append(".f32 {%f0, %f1, %f2, %f3}, {%i0, %i1, %i2, %i3}, {%i4, %i5}, {%f4, %f5, %f6, %f7};\n");
        text.append("movmatrix.sync.aligned.m8n8.trans.b16 %i").append(random.nextInt(COUNTS[0])).append(", %i")
                .append(random.nextInt(COUNTS[0])).append(";\n");
        text.append("vote.sync.ballot.b32 %i").append(random.nextInt(COUNTS[0])).append(", %p").append(random.nextInt(COUNTS[5]))
                .append(", -1;\n");
    }

    private void instruction(boolean guarded) {
        final String[] form = FORMS.get(random.nextInt(FORMS.size())).split(" ", -1);
        if (guarded) {
            text.append(random.nextBoolean() ? "@%p" : "@!%p").append(random.nextInt(COUNTS[5])).append(' ');
        }
        text.append(form[0]);
        for (int o = 1; o < form.length; o++) {
            text.append(o == 1 ? " " : ", ").append(operand(form[o].charAt(0), o > 1, form[0].startsWith("bf")));
        }
        text.append(";\n");
    }

    private String operand(char kind, boolean mayBeConstant, boolean small) {
        if (kind == 'c') {
            return "" + random.nextInt(256);
        }
        if (mayBeConstant && random.nextInt(6) == 0) {
            switch (kind) {
                case 'i' -> {
                    return "" + (random.nextBoolean() || small ? random.nextInt(40) : random.nextInt());
                }
                case 'f' -> {
                    return "0f%08X".formatted(random.nextBoolean() ? Float.floatToRawIntBits(random.nextInt(9) - 4) : random.nextInt());
                }
                default -> {
                    // the others stay registers
                }
            }
        }
        return "%" + kind + random.nextInt(COUNTS[FILES.indexOf(kind)]);
    }
}
