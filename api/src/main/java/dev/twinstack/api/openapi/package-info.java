/** The OpenAPI document of what is served, made from the endpoint table and the reference when it is first asked for. */
@NullMarked
package dev.twinstack.api.openapi;

import org.jspecify.annotations.NullMarked;
