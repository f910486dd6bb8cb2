package io.samcp.app.verify;

import io.samcp.kernels.affinity.AffinityStageKernel;
import io.samcp.kernels.request.RequestRecordDescriptor;
import io.samcp.layers.inference.PatchTable;
import io.samcp.layers.input.BitPlane;
import io.samcp.layers.operation.AffinityStage;
import io.samcp.layers.operation.MaskCrop;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.graph.DeviceParameters;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Plan;
import io.samcp.runtime.graph.PlanOptions;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Runs small graphs of single operations. */
final class OperationRunner {

    private final Device device;
    private final boolean libraries;

    OperationRunner(Device device, boolean libraries) {
        this.device = device;
        this.libraries = libraries;
    }

    /**
     * Builds a graph over given tensors, runs it once, and returns its outputs.
     *
     * @param inputs tensors by name
     * @param sizes symbols the operations ask for
     * @param build adds operations and outputs; finds the inputs by name
     */
    Map<String, HostTensor> run(Map<String, HostTensor> inputs, Map<String, Integer> sizes,
            BiConsumer<GraphBuilder, Map<String, Value>> build) {
        final GraphBuilder g = new GraphBuilder("operation");
        final Map<String, Value> values = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> values.put(name, g.input(name, tensor.type(), tensor.shape().dims().toArray())));
        build.accept(g, values);
        final Map<String, HostTensor> results = new LinkedHashMap<>();
        try (DeviceParameters none = new DeviceParameters(device, name -> {
            throw new IllegalArgumentException("no parameter '" + name + "'");
        });
                Plan plan = Plan.of(g.build(), device, none, new Dimensions(sizes), new PlanOptions(libraries, false));
                DeviceStream stream = device.openStream()) {
            inputs.forEach(plan::write);
            plan.launchAsync(stream);
            stream.synchronizeBlocking();
            plan.graph().outputs().keySet().forEach(name -> results.put(name, plan.output(name).copy()));
        }
        return results;
    }

    /** 7x7 masks {@code [N, 49]} of patches. */
    int[] cropMasks(PatchTable patches) {
        final int[] record = new int[RequestRecordDescriptor.WORDS];
        record[RequestRecordDescriptor.PATCHES] = patches.count();
        record[RequestRecordDescriptor.HEIGHT] = patches.height();
        record[RequestRecordDescriptor.WIDTH] = patches.width();
        record[RequestRecordDescriptor.WORDS_PER_ROW] = BitPlane.wordsPerRow(patches.width());
        record[RequestRecordDescriptor.WORDS_PER_PLANE] = BitPlane.wordsPerPlane(patches.width(), patches.height());
        final Map<String, HostTensor> inputs = new LinkedHashMap<>();
        inputs.put("planes", HostTensor.ofInts(TensorShape.of(patches.planes().length), patches.planes()));
        inputs.put("boxes", HostTensor.ofFloats(TensorShape.of(patches.count(), 4), patches.boxesOri()));
        inputs.put("request", HostTensor.ofInts(TensorShape.of(record.length), record));
        return run(inputs, Map.of(), (g, v) -> g.output("mask7", g.apply("mask7", new MaskCrop(), v.get("planes"), v.get("boxes"),
                v.get("request")))).get("mask7").toInts();
    }

    /** Sigmoids of affinity rows scaled to 0..1, which the model's graph does not keep (SPEC 13.1). */
    float[] normalisedAffinity(HostTensor affinity, HostTensor boxes) {
        final int queries = affinity.shape().dim(0);
        final int patches = affinity.shape().dim(1);
        final AffinityStageKernel.Shape shape = new AffinityStageKernel.Shape(queries, patches, AffinityStage.DECODER_THRESHOLD, true, 0, 0,
                1, 1, true);
        final AffinityStageKernel kernel = new AffinityStageKernel(AffinityStageKernel.BEST);
        final List<Long> bytes = kernel.bufferBytes(shape);
        final List<DeviceBuffer> buffers = new ArrayList<>();
        try (DeviceStream stream = device.openStream()) {
            bytes.forEach(size -> buffers.add(device.allocate(Math.max(1, size), "affinity stage operand")));
            stream.uploadAsync(affinity.data(), buffers.get(0));
            stream.uploadAsync(MemorySegment.ofArray(new byte[Math.toIntExact(bytes.get(1))]), buffers.get(1));
            stream.uploadAsync(boxes.data(), buffers.get(2));
            try (Executable executable = device.prepare("normalised affinity",
                    List.of(new KernelWork<>("normalised affinity", kernel, shape, buffers)))) {
                stream.launchAsync(executable);
                final float[] u = new float[queries * patches];
                stream.downloadAsync(buffers.getLast(), MemorySegment.ofArray(u));
                stream.synchronizeBlocking();
                return u;
            }
        } finally {
            buffers.forEach(DeviceBuffer::close);
        }
    }
}
