package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Operand;
import io.samcp.simulator.ast.PtxType;
import io.samcp.simulator.exec.DoubleMatrixProduct;
import io.samcp.simulator.exec.FloatMatrixProduct;
import io.samcp.simulator.exec.MatrixShape;
import io.samcp.simulator.exec.MemoryAccess;
import io.samcp.simulator.exec.TensorOps;
import io.samcp.simulator.exec.WholeMatrixProduct;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matrices of a warp: mma, ldmatrix, stmatrix, movmatrix. */
final class TensorForms {

    private static final Pattern SHAPE = Pattern.compile("m(\\d+)n8k(\\d+)");
    private static final int ROW_BYTES = 16;

    private final Emitter e;

    TensorForms(Emitter emitter) {
        this.e = emitter;
    }

    void addTo(Map<String, InstructionTable.Form> forms) {
        forms.put("mma", this::product);
        forms.put("ldmatrix", this::load);
        forms.put("stmatrix", this::store);
        forms.put("movmatrix", this::transpose);
    }

    private static List<Operand> elements(Operand operand) {
        return operand instanceof Operand.Vector(List<Operand> all) ? all : List.of(operand);
    }

    private static int[] slots(Operand operand, ToIntFunction<Operand> slot) {
        return elements(operand).stream().mapToInt(slot).toArray();
    }

    private void product(Instruction i) {
        final List<Operand> o = i.operands();
        if (i.modifiers().indexOf("row") > i.modifiers().indexOf("col")) {
            throw new UnknownInstructionException("A is by rows and B by columns: .row.col");
        }
        final List<PtxType> types = InstructionPattern.types(i);
        final PtxType type = types.get(1);
        if (type == PtxType.F64) {
            final int a = e.doubleSlot(elements(o.get(1)).getFirst());
            final int b = e.doubleSlot(elements(o.get(2)).getFirst());
            final int[] c = slots(o.get(3), e::doubleSlot);
            final int[] d = slots(o.get(0), e::doubleTarget);
            e.emit((w, m) -> DoubleMatrixProduct.run(w, a, b, c, d, m));
            return;
        }
        final MatrixShape shape = shape(i, type);
        final int[] a = slots(o.get(1), e::intSlot);
        final int[] b = slots(o.get(2), e::intSlot);
        if (!type.isFloat()) {
            final int[] c = slots(o.get(3), e::intSlot);
            final int[] d = slots(o.get(0), e::intTarget);
            final WholeMatrixProduct product = new WholeMatrixProduct(shape, type.isSigned(), types.get(2).isSigned(), i.has("satfinite"));
            e.emit((w, m) -> product.run(w, a, b, c, d, m));
            return;
        }
        final boolean halfSums = types.getFirst() == PtxType.F16;
        final int[] c = slots(o.get(3), halfSums ? e::intSlot : e::floatSlot);
        final int[] d = slots(o.get(0), halfSums ? e::intTarget : e::floatTarget);
        final FloatMatrixProduct product = new FloatMatrixProduct(shape, switch (type) {
            case F16 -> FloatMatrixProduct.Elements.F16;
            case BF16 -> FloatMatrixProduct.Elements.BF16;
            default -> FloatMatrixProduct.Elements.TF32;
        }, halfSums);
        e.emit((w, m) -> product.run(w, a, b, c, d, m));
    }

    private static MatrixShape shape(Instruction i, PtxType type) {
        final Matcher shape = i.modifiers().stream().map(SHAPE::matcher).filter(Matcher::matches).findFirst()
                .orElseThrow(() -> new UnknownInstructionException("names no shape"));
        return new MatrixShape(Integer.parseInt(shape.group(1)), Integer.parseInt(shape.group(2)), Integer.BYTES / type.bytes());
    }

    private MemoryAccess rows(Operand address, Instruction i, boolean write) {
        final boolean shared = i.has("shared") || i.has("shared::cta");
        return e.access(address, shared || e.isVariable(address) ? MemoryAccess.Space.SHARED : MemoryAccess.Space.GENERIC, ROW_BYTES,
                write);
    }

    private void load(Instruction i) {
        final MemoryAccess rows = rows(i.operands().get(1), i, false);
        final int[] d = slots(i.operands().get(0), e::intTarget);
        final boolean transposed = i.has("trans");
        e.emit((w, m) -> TensorOps.load(rows, w, d, transposed, m));
    }

    private void store(Instruction i) {
        final MemoryAccess rows = rows(i.operands().get(0), i, true);
        final int[] s = slots(i.operands().get(1), e::intSlot);
        final boolean transposed = i.has("trans");
        e.emit((w, m) -> TensorOps.store(rows, w, s, transposed, m));
    }

    private void transpose(Instruction i) {
        final int s = e.intSlot(i.operands().get(1));
        final int d = e.intTarget(i.operands().get(0));
        e.emit((w, m) -> TensorOps.transpose(w, d, s, m));
    }
}
