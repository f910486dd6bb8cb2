package io.samcp.runtime.assembler;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompileResult;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;

/** NVIDIA's PTX assembler. Thread-safe: one call at a time. */
public final class PtxAssembler {

    private static final Object LOCK = new Object();

    private PtxAssembler() {}

    /**
     * Version of the assembler, e.g. {@code 12.0}.
     *
     * @throws AssemblyException if JCuda's natives cannot be loaded on this platform
     */
    public static String version() {
        synchronized (LOCK) {
            final int[] major = new int[1];
            final int[] minor = new int[1];
            loaded(() -> JNvPTXCompiler.nvPTXCompilerGetVersion(major, minor));
            return major[0] + "." + minor[0];
        }
    }

    /**
     * Assembles a PTX file.
     *
     * @param name for messages
     * @param ptx its text
     * @param architecture what for
     * @throws AssemblyException if it does not assemble, with the assembler's log, or if the natives cannot be loaded
     */
    public static AssemblyReport assemble(String name, String ptx, Architecture architecture) {
        return assembled(name, ptx, architecture, handle -> AssemblyReport.of(architecture, size(handle), infoLog(handle)));
    }

    /**
     * Machine code: two texts with the same do the same.
     *
     * @param name for messages
     * @param ptx the text
     * @param architecture what for
     * @throws AssemblyException as {@link #assemble}
     */
    public static byte[] image(String name, String ptx, Architecture architecture) {
        return assembled(name, ptx, architecture, handle -> {
            final byte[] image = new byte[Math.toIntExact(size(handle))];
            JNvPTXCompiler.nvPTXCompilerGetCompiledProgram(handle, image);
            return image;
        });
    }

    private static <T> T assembled(String name, String ptx, Architecture architecture, Function<nvPTXCompilerHandle, T> result) {
        synchronized (LOCK) {
            final nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
            final byte[] text = (ptx + "\0").getBytes(StandardCharsets.UTF_8);
            loaded(() -> JNvPTXCompiler.nvPTXCompilerCreate(handle, text.length, text));
            try {
                final String[] options = {"--gpu-name=" + architecture.target(), "--verbose"};
                final int code = JNvPTXCompiler.nvPTXCompilerCompile(handle, options.length, options);
                if (code != nvPTXCompileResult.NVPTXCOMPILE_SUCCESS) {
                    throw new AssemblyException(name + " does not assemble for " + architecture.target() + ": "
                            + nvPTXCompileResult.stringFor(code) + "\n" + errorLog(handle));
                }
                return result.apply(handle);
            } finally {
                JNvPTXCompiler.nvPTXCompilerDestroy(handle);
            }
        }
    }

    private static long size(nvPTXCompilerHandle handle) {
        final long[] size = new long[1];
        JNvPTXCompiler.nvPTXCompilerGetCompiledProgramSize(handle, size);
        return size[0];
    }

    private static String errorLog(nvPTXCompilerHandle handle) {
        final long[] size = new long[1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(handle, size);
        final byte[] log = new byte[Math.toIntExact(size[0]) + 1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLog(handle, log);
        return text(log);
    }

    private static String infoLog(nvPTXCompilerHandle handle) {
        final long[] size = new long[1];
        JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(handle, size);
        final byte[] log = new byte[Math.toIntExact(size[0]) + 1];
        JNvPTXCompiler.nvPTXCompilerGetInfoLog(handle, log);
        return text(log);
    }

    private static String text(byte[] log) {
        return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    /** A call that loads the natives when it is the first. */
    private static void loaded(Runnable call) {
        try {
            call.run();
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            throw new AssemblyException("the PTX assembler cannot be loaded: org.jcuda:jcuda-natives has none for "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch") + " on the class path", e);
        }
    }
}
