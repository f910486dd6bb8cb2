package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.exec.Program;
import java.util.HashMap;
import java.util.Map;

/** Which class lowers which opcode; {@link InstructionForms} is the list of what the engine knows. */
final class InstructionTable {

    /** Lowers one opcode. */
    @FunctionalInterface
    interface Form {
        void lower(Instruction instruction);
    }

    private final Map<String, Form> forms = new HashMap<>();

    InstructionTable(Emitter emitter, Map<String, String> spaces, Map<String, Program.Parameter> parameterOffsets) {
        new MoveForms(emitter).addTo(forms);
        new IntegerForms(emitter).addTo(forms);
        new FloatForms(emitter).addTo(forms);
        new CompareForms(emitter).addTo(forms);
        new ConversionForms(emitter).addTo(forms);
        new MemoryForms(emitter, spaces, parameterOffsets).addTo(forms);
        new WarpForms(emitter).addTo(forms);
        new TensorForms(emitter).addTo(forms);
        new AsyncForms(emitter).addTo(forms);
        new ClusterForms(emitter).addTo(forms);
        new ControlForms(emitter).addTo(forms);
    }

    void lower(Instruction instruction) {
        final Form form = forms.get(instruction.opcode());
        if (form == null) {
            throw new UnknownInstructionException("not an instruction this engine knows");
        }
        form.lower(instruction);
    }
}
