/**
 * The request record: sizes that change from request to request inside a captured plan, read by kernels from device memory, so that a plan
 * made for a bucket serves every request that fits into it.
 */
package io.samcp.kernels.request;
