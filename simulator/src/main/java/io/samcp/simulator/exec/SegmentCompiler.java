package io.samcp.simulator.exec;

import io.samcp.simulator.exec.Program.Kind;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Turns the straight pieces of a program into JVM methods that do nothing but call its steps, one after the other. The steps are constants of
 * the generated class, so that the JIT compiler sees through each call into the operation and its register slots: no dispatch is left. What
 * the steps do is the same code that the interpreter calls, so results are the same to the bit.
 */
final class SegmentCompiler {

    /** Steps of one method; longer ones fall out of what the JIT compiler inlines. */
    private static final int STEPS = 16;
    /** A piece shorter than this gains nothing over the interpreter. */
    private static final int FEWEST = 2;

    private static final ClassDesc SELF = ClassDesc.of(SegmentCompiler.class.getPackageName(), "CompiledSegment");
    private static final ClassDesc WARP = Warp.class.describeConstable().orElseThrow();
    private static final ClassDesc STEP = Step.class.describeConstable().orElseThrow();
    private static final ClassDesc SEGMENT = Segment.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(ConstantDescs.CD_void, WARP, ConstantDescs.CD_int);
    private static final DirectMethodHandleDesc CLASS_DATA_AT = ConstantDescs.ofConstantBootstrap(
            ClassDesc.of("java.lang.invoke.MethodHandles"), "classDataAt", ConstantDescs.CD_Object, ConstantDescs.CD_int);

    private final Program program;

    SegmentCompiler(Program program) {
        this.program = program;
    }

    /** By program counter the segment that begins there, or null; and where each of them ends. */
    record Compiled(Segment[] segments, int[] ends) {}

    Compiled compile() {
        final int n = program.kinds().length;
        final Segment[] segments = new Segment[n];
        final int[] ends = new int[n];
        final BitSet leaders = leaders();
        int at = 0;
        while (at < n) {
            int end = at;
            while (end < n && end - at < STEPS && program.kinds()[end] == Kind.STEP && (end == at || !leaders.get(end))) {
                end++;
            }
            if (end - at >= FEWEST) {
                segments[at] = segment(at, end);
                ends[at] = end;
            }
            at = Math.max(end, at + 1);
        }
        return new Compiled(segments, ends);
    }

    /** Where lanes may come from elsewhere, meet, or part. */
    private BitSet leaders() {
        final BitSet leaders = new BitSet();
        for (int i = 0; i < program.kinds().length; i++) {
            if (program.kinds()[i] == Kind.BRANCH) {
                leaders.set(program.targets()[i]);
                leaders.set(program.reconvergence()[i]);
            } else if (program.kinds()[i] == Kind.BRANCH_INDEXED) {
                for (final int target : program.targetLists().get(program.targets()[i])) {
                    leaders.set(target);
                }
                leaders.set(program.reconvergence()[i]);
            }
        }
        return leaders;
    }

    private Segment segment(int from, int to) {
        final List<Step> steps = new ArrayList<>();
        for (int pc = from; pc < to; pc++) {
            steps.add(program.steps()[pc]);
        }
        final byte[] bytes = ClassFile.of().build(SELF, c -> c.withInterfaceSymbols(SEGMENT)
                .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0,
                        code -> code.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_())
                .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> {
                    for (int pc = from; pc < to; pc++) {
                        step(code, pc, pc - from);
                    }
                    code.return_();
                }));
        try {
            return (Segment) MethodHandles.lookup().defineHiddenClassWithClassData(bytes, steps, true).lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define a class for " + program.name(), e);
        }
    }

    private void step(CodeBuilder code, int pc, int number) {
        // a fault reads it
        code.aload(1).loadConstant(pc).putfield(WARP, "pc", ConstantDescs.CD_int);
        final int guard = program.guards()[pc];
        final DynamicConstantDesc<?> step = DynamicConstantDesc.ofNamed(CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, STEP, number);
        if (guard < 0) {
            code.ldc(step).aload(1).iload(2).invokeinterface(STEP, "run", RUN);
            return;
        }
        final Label past = code.newLabel();
        code.aload(1).getfield(WARP, "p", ConstantDescs.CD_int.arrayType()).loadConstant(guard).iaload();
        if (program.negated()[pc]) {
            code.iconst_m1().ixor();
        }
        code.iload(2).iand().istore(3).iload(3).ifeq(past);
        code.ldc(step).aload(1).iload(3).invokeinterface(STEP, "run", RUN).labelBinding(past);
    }
}
