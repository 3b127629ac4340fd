/** The endpoint table and what runs it: routing, request bodies, answers, and the HTTP server. */
@NullMarked
package dev.twinstack.api.http;

import org.jspecify.annotations.NullMarked;
