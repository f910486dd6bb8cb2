/**
 * Linear layers that share a launch with what follows: a projection with residual and layer norm, and two layers with ReLU between them
 * (feed-forward networks, position and mask perceptrons; SPEC 7, 9, 11, 12) with residual, layer norm and position.
 *
 * <p>Operands of products are 16-bit, bf16 or f16, and the hidden layer is rounded to 16 bits, as it would be if it were stored. Sums, bias,
 * residual and norm are f32. A row has the same bits however many others there are.
 *
 * <p><b>Scratch and counters.</b> Where several blocks share a row they leave partial sums in a scratch buffer; the last of them, found by a
 * counter, adds them up in a fixed order. Counters are zero before a launch and after it. Launches that may overlap need a scratch buffer
 * and counters each.
 */
package io.samcp.kernels.feedforward;
