package io.samcp.app.command;

import io.samcp.app.profile.Gpu;
import io.samcp.app.profile.GpuTable;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the short name of a GPU such as {@code h100}. */
public final class GpuName implements ITypeConverter<Gpu>, Iterable<String> {

    @Override
    public Gpu convert(String value) {
        return GpuTable.named(value).orElseThrow(
                () -> new TypeConversionException("expected one of " + String.join(", ", GpuTable.names()) + ", found '" + value + "'"));
    }

    /** All names, for help texts. */
    @Override
    public Iterator<String> iterator() {
        return GpuTable.names().iterator();
    }
}
