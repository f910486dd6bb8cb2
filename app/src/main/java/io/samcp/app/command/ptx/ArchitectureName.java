package io.samcp.app.command.ptx;

import io.samcp.runtime.assembler.Architecture;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a target such as {@code sm_90}. */
final class ArchitectureName implements ITypeConverter<Architecture> {

    static final String SYNTAX = "sm_80|sm_86|sm_89|sm_90";

    @Override
    public Architecture convert(String value) {
        return Arrays.stream(Architecture.values()).filter(a -> a.target().equals(value)).findFirst()
                .orElseThrow(() -> new TypeConversionException("expected " + SYNTAX + ", found '" + value + "'"));
    }
}
