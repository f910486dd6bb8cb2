package io.samcp.simulator.launch;

import io.samcp.simulator.ast.Function;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.parse.PtxParser;
import io.samcp.simulator.program.ModuleCheck;
import java.util.Comparator;
import java.util.List;

/**
 * PTX that the engine has read and knows every instruction of.
 *
 * @param module what it holds
 */
public record PtxText(PtxModule module) {

    /**
     * Reads a text.
     *
     * @param file its name in messages
     * @throws io.samcp.simulator.parse.PtxSyntaxException if it is not PTX, or holds instructions the engine does not know; names all findings
     */
    public static PtxText read(String file, String text) {
        final PtxModule module = PtxParser.parse(file, text);
        ModuleCheck.check(module);
        return new PtxText(module);
    }

    /** Names of its entries, in the order of the text. */
    public List<String> entries() {
        return module.functions().values().stream().filter(Function::entry).sorted(Comparator.comparingInt(f -> f.position().line()))
                .map(Function::name).toList();
    }
}
