/**
 * What a launch did, set beside what a GPU could do: counted instructions and bytes, occupancy, roofline; as text, as a page, as JSON. Everything
 * here is counted or from a data sheet, nothing is timed.
 */
package io.samcp.app.profile;
