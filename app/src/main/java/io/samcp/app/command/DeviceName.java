package io.samcp.app.command;

import io.samcp.runtime.Devices;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the option {@code --device}. */
final class DeviceName implements ITypeConverter<String> {

    static final String SYNTAX = "best|cpu|cuda[:N|:UUID]";

    @Override
    public String convert(String value) {
        if (!Devices.isName(value)) {
            throw new TypeConversionException("expected " + SYNTAX + ", found '" + value + "'");
        }
        return value;
    }
}
