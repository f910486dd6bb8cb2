/**
 * JMH benchmarks of the PTX engine itself: lane-instructions per second (an instruction that runs in one lane counts as one, whatever it
 * does) on small programs, one for each kind of work. They say how fast the engine is, nothing of a GPU.
 */
package io.samcp.bench.engine;
