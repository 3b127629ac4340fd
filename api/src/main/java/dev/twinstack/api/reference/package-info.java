/**
 * The API reference as data: of each operation its parameters, body fields with their limits, and examples. Facts taken
 * from the public API reference of Open Telekom Cloud VPC ({@code opentelekomcloud-docs/virtual-private-cloud}, as of
 * 2026-04-22), and, less closely checked, those of ECS, IMS and IAM. Read only when it is asked for.
 */
@NullMarked
package dev.twinstack.api.reference;

import org.jspecify.annotations.NullMarked;
