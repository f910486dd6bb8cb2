/** Words copied or cleared by a kernel, for launches that stay. */
package io.samcp.kernels.copy;
