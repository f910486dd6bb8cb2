/**
 * Conformance with golden results: every case and kernel file of a folder is run and every stored tensor compared, floats against a bound
 * that comes from PyTorch's own float32 error, decisions exactly. A tensor of unknown name is a failure, never skipped.
 */
package io.samcp.app.verify;
