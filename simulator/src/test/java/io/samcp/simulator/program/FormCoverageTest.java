package io.samcp.simulator.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.Position;
import io.samcp.simulator.conformance.Conformance;
import io.samcp.simulator.conformance.MicroProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every line of the table of instruction forms is used by a micro-program. */
final class FormCoverageTest {

    @Test
    void everyFormHasAProgram() {
        final Map<String, List<Instruction>> used = Conformance.FAMILIES.stream()
                .flatMap(family -> Conformance.of(family).programs().stream()).map(MicroProgram::mnemonics).flatMap(List::stream).distinct()
                .map(m -> new Instruction(new Position(1, 1), "", false, m.opcode(), m.modifiers(), List.of()))
                .collect(Collectors.groupingBy(Instruction::opcode));
        final List<String> missing = new ArrayList<>();
        InstructionForms.all().forEach((opcode, forms) -> forms.stream()
                .filter(form -> used.getOrDefault(opcode, List.of()).stream().noneMatch(form::fits))
                .forEach(form -> missing.add(opcode + " " + form.groups().stream().map(g -> String.join("|", g.words())).toList())));
        assertEquals(List.of(), missing, "forms without a program");
    }
}
